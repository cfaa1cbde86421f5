import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [B6] Brings a patient to a room; moves the stage to roomed when she was still waiting. */
export const putInRoom = contract<{ room: string }>()({
  name: 'flow/put-in-room',
  task: 'T08',
  input: z.object({ encounter: z.string(), room: z.string() }),
  refusals: ['room-taken', 'room-closed', 'visit-over'],
  undoable: true,
});
