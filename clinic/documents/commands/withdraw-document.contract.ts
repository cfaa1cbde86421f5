import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [F3] Says that a document was filed by mistake. */
export const withdrawDocument = contract()({
  name: 'documents/withdraw-document',
  task: 'T45',
  input: z.object({ document: z.string() }),
  refusals: ['not-current'],
  undoable: true,
});
