import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** I take care of this patient: the assistant of the visit is whoever says so. */
export const takeVisit = contract()({
  name: 'flow/take-visit',
  task: 'T08',
  input: z.object({ encounter: z.string() }),
  refusals: ['visit-over'],
  undoable: true,
});
