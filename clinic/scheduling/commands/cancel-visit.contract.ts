import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** Cancels a booked visit, or says that the patient did not come. */
export const cancelVisit = contract()({
  name: 'scheduling/cancel-visit',
  task: 'T01',
  input: z.object({
    appointment: z.string(),
    as: z.enum(['cancelled', 'noshow']),
    reason: z.string().trim().max(200).default(''),
  }),
  refusals: ['already-here', 'too-early-for-no-show'],
  undoable: true,
});
