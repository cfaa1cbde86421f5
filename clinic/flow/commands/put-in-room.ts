import { changes, command } from '#capability/command.ts';
import type { Encounter, Location } from '#fhir/types.ts';
import { moveStage, stageOf } from '../rules/stage.ts';
import { putInRoom } from './put-in-room.contract.ts';
import { currentRoom, leaveRoom, roomIs } from './rooms.ts';

export const putInRoomCommand = command(putInRoom, async (context, input) => {
  const [encounter, room] = await Promise.all([
    context.read('Encounter', input.encounter),
    context.read('Location', input.room),
  ]);
  if (encounter.status === 'finished' || encounter.status === 'cancelled')
    return context.refuse('visit-over', 'encounter');
  const before = currentRoom(encounter);
  if (before === room.id) return changes({ room: room.id });
  const state = room.operationalStatus?.code;
  if (state === 'O') return context.refuse('room-taken', 'room', { room: room.name ?? '' });
  if (state === 'C' || room.status === 'inactive')
    return context.refuse('room-closed', 'room', { room: room.name ?? '' });
  const at = context.now.toISOString();
  const left = leaveRoom(encounter, at);
  const placed: Encounter = {
    ...left,
    location: [
      ...(left.location ?? []),
      {
        location: { reference: `Location/${room.id}`, display: room.name ?? '' },
        status: 'active',
        period: { start: at },
      },
    ],
  };
  const stage = stageOf(encounter);
  const moved = stage === 'arrived' || stage === 'checked-in' ? moveStage(placed, 'roomed', at) : placed;
  const old: Location[] = before ? [roomIs(await context.read('Location', before), 'K')] : [];
  return changes({ room: room.id }, moved, roomIs(room, 'O'), ...old);
});
