import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { CALL_REASONS } from '../rules/outcome.ts';

/** [B3, B4] A result has been seen by a provider; with `call`, an assistant tells the patient in these words. */
export const reviewResult = contract<{ call: string | undefined }>()({
  name: 'inbox/review-result',
  task: 'P05',
  input: z.object({
    task: z.string().min(1).max(64),
    note: z.string().trim().max(1000).optional(),
    call: z.object({ reason: z.enum(CALL_REASONS), words: z.string().trim().min(3).max(1000) }).optional(),
  }),
  refusals: ['no-such-work', 'done-already'],
  undoable: true,
});
