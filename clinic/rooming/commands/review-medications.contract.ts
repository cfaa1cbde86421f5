import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId } from './subject.contract.ts';

/** Closes the reconciliation without answers one by one: takes nothing, or could not be done and why (M1). */
export const reviewMedications = contract<{ id: string }>()({
  name: 'rooming/review-medications',
  task: 'T12',
  input: z.object({
    encounter: encounterId,
    outcome: z.enum(['takes-nothing', 'list-not-available', 'patient-unable']),
  }),
  refusals: ['visit-over', 'still-listed'],
  undoable: true,
});
