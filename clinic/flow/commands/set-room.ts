import { changes, command } from '#capability/command.ts';
import { currentRoom, roomIs } from './rooms.ts';
import { setRoom } from './set-room.contract.ts';

export const setRoomCommand = command(setRoom, async (context, input) => {
  const room = await context.read('Location', input.room);
  // What is in the visits decides: a room that says "occupied" with nobody in it can be set right here.
  const inside = await context.find('Encounter', {
    status: 'arrived,triaged,in-progress',
    location: `Location/${room.id}`,
    _count: '50',
  });
  if (inside.some((visit) => currentRoom(visit) === room.id))
    return context.refuse('room-taken', 'room', { room: room.name ?? '' });
  return changes({}, roomIs(room, input.as));
});
