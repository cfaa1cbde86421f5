import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface FoundPatient {
  readonly id: string;
  /** How she is called. */
  readonly name: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly mrn: string;
  readonly phone: string;
  /** The last four digits of her phone: what a caller is asked for; '' when there is none. */
  readonly phoneEnd: string;
  readonly initials: string;
  /** FHIR instants of the visit before and the one to come; '' when there is none. */
  readonly lastVisit: string;
  readonly nextVisit: string;
  readonly photo: string;
  readonly deceased: boolean;
  /** Another one in the list has nearly the same name. */
  readonly similar: boolean;
}

/** [R1] Everybody who answers to what was typed, the closest first. */
export const findPatient = viewContract<{ matches: readonly FoundPatient[] }>()({
  name: 'registration/find-patient',
  task: 'T04',
  input: z.object({ query: z.string().max(600), limit: z.number().int().min(1).max(50).default(12) }),
  listens: ['Patient'],
});
