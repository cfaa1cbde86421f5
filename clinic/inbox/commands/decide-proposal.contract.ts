import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [B5] The prescription follows what the patient says, or stays: the provider decides. */
export const decideProposal = contract()({
  name: 'inbox/decide-proposal',
  task: 'P03',
  input: z.object({
    task: z.string().min(1).max(64),
    decision: z.enum(['accept', 'decline']),
    /** From now on, when she takes it differently; what the patient said unless given. */
    directions: z.string().trim().max(1000).optional(),
    /** Why it stays as it is. */
    reason: z.string().trim().max(500).optional(),
  }),
  refusals: ['no-such-work', 'done-already', 'prescription-changed', 'taken-back', 'directions-missing'],
  undoable: true,
});
