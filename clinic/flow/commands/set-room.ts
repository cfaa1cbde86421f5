import { changes, command } from '#capability/command.ts';
import { roomIs } from './rooms.ts';
import { setRoom } from './set-room.contract.ts';

export const setRoomCommand = command(setRoom, async (context, input) => {
  const room = await context.read('Location', input.room);
  if (room.operationalStatus?.code === 'O')
    return context.refuse('room-taken', 'room', { room: room.name ?? '' });
  return changes({}, roomIs(room, input.as));
});
