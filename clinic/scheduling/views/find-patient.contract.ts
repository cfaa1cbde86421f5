import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface FoundPatient {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string;
  readonly mrn: string;
}

/** Patients whose name begins with these words, or whose record number it is: enough to choose one for a booking. */
export const findPatient = viewContract<readonly FoundPatient[]>()({
  name: 'scheduling/find-patient',
  task: 'T04',
  input: z.object({ words: z.string().trim().min(2).max(80) }),
  listens: [],
});
