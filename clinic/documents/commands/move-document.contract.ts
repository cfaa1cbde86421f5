import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [F2] Moves a document to the patient it belongs to. */
export const moveDocument = contract()({
  name: 'documents/move-document',
  task: 'T45',
  input: z.object({ document: z.string(), to: z.string(), reason: z.string().trim().min(3).max(200) }),
  refusals: ['same-patient', 'not-current'],
  undoable: true,
});
