import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId } from './subject.contract.ts';

/** "Unchanged": the list was read to the patient and is right. Refused when nobody ever asked (A1). */
export const reviewAllergies = contract<{ id: string }>()({
  name: 'rooming/review-allergies',
  task: 'T11',
  input: z.object({ encounter: encounterId }),
  refusals: ['visit-over', 'never-asked'],
  undoable: true,
});
