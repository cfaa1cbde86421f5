import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [B1] A booked patient came through the door. */
export const arrive = contract<{ encounter: string }>()({
  name: 'flow/arrive',
  task: 'T01',
  input: z.object({ appointment: z.string() }),
  refusals: ['already-here', 'appointment-over'],
  undoable: true,
});
