import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** Takes a diagnosis off the visit; the Condition is kept as entered in error. */
export const removeDiagnosis = contract()({
  name: 'visit/remove-diagnosis',
  task: 'P02',
  input: z.object({ encounter: z.string(), condition: z.string() }),
  refusals: ['note-signed', 'not-listed'],
  undoable: true,
});
