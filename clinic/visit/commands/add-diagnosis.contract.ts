import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [N4] A diagnosis of this visit; with `problem` it is put on the problem list too. */
export const addDiagnosis = contract<{ condition: string }>()({
  name: 'visit/add-diagnosis',
  task: 'P02',
  input: z.object({ encounter: z.string(), code: z.string().min(3).max(8), problem: z.boolean() }),
  refusals: ['code-unknown', 'code-not-billable', 'already-listed', 'note-signed', 'visit-over'],
  undoable: true,
});
