import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { SCREENER_KEYS } from '../rules/screeners.ts';

/** The patient would rather not, or cannot: kept as a stopped response, so that it is not asked again at this visit. */
export const declineScreener = contract<{ id: string }>()({
  name: 'screening/decline-screener',
  task: 'T14',
  input: z.object({
    encounter: z.string().min(1).max(64),
    screener: z.enum(SCREENER_KEYS),
    reason: z.enum(['declined', 'unable', 'not-private']),
  }),
  refusals: ['visit-over', 'already-answered'],
  undoable: false,
});
