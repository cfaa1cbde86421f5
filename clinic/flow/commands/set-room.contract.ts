import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [B7] Says of an empty room that it is clean, to be turned over, or closed for now. */
export const setRoom = contract()({
  name: 'flow/set-room',
  task: 'T48',
  input: z.object({ room: z.string(), as: z.enum(['U', 'K', 'C']) }),
  refusals: ['room-taken'],
  undoable: true,
});
