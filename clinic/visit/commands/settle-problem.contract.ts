import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** Says of a problem on the list that it is resolved, active again, or was entered in error. */
export const settleProblem = contract()({
  name: 'visit/settle-problem',
  task: 'P02',
  input: z.object({ condition: z.string(), as: z.enum(['resolved', 'active', 'entered-in-error']) }),
  refusals: ['not-a-problem'],
  undoable: true,
});
