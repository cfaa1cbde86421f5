import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [S7] Adds a room, renames it (with `room`), closes it or opens it again. */
export const saveRoom = contract<{ room: string }>()({
  name: 'settings/save-room',
  task: 'O01',
  input: z.object({
    room: z.string().max(64).optional(),
    name: z.string().trim().min(1).max(40),
    closed: z.boolean(),
  }),
  refusals: ['name-taken', 'room-in-use', 'not-a-room'],
  undoable: true,
});
