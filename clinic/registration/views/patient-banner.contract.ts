import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

/** What stands above every patient screen; the shape of `PatientSummary` in ui. */
export interface Banner {
  readonly id: string;
  readonly name: string;
  readonly legalName?: string;
  readonly initials: string;
  readonly pronouns?: string;
  readonly birthDate?: string;
  readonly deceased?: string | true;
  readonly sex?: 'male' | 'female' | 'other' | 'unknown';
  readonly mrn?: string;
  readonly photo?: string;
  readonly allergies: {
    readonly state: 'not-asked' | 'none-known' | 'no-known-drug' | 'listed';
    readonly items: readonly {
      readonly text: string;
      readonly severe: boolean;
      readonly reaction?: string;
    }[];
  };
  readonly flags: readonly { readonly text: string; readonly tone: 'plain' | 'warn' | 'critical' }[];
  /** BCP 47 code of the language she needs an interpreter for. */
  readonly interpreter?: string;
  readonly similar: readonly {
    readonly id: string;
    readonly name: string;
    readonly birthDate?: string;
    /** Born on the same day, of the same family, under the same roof. */
    readonly twin?: boolean;
  }[];
}

/** [R7] The patient, or the patient of a visit, as every screen shows her. */
export const patientBanner = viewContract<Banner>()({
  name: 'registration/patient-banner',
  task: 'T04',
  input: z.object({ patient: z.string().optional(), encounter: z.string().optional() }),
  listens: ['Patient', 'AllergyIntolerance', 'Flag'],
});
