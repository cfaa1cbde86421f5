import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [B12] Ends a visit that nobody ended: checked out if she was seen, else left without being seen. */
export const closeVisit = contract<{ stage: string }>()({
  name: 'flow/close-visit',
  task: 'T48',
  input: z.object({ encounter: z.string() }),
  refusals: ['visit-over'],
  undoable: true,
});
