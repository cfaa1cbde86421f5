import { changes, command } from '#capability/command.ts';
import { fold } from '#fhir/fold.ts';
import { isRoom, roomResource } from './room-resource.ts';
import { saveRoom } from './save-room.contract.ts';

export const saveRoomCommand = command(saveRoom, async (context, { room, name, closed }) => {
  const all = (await context.find('Location', { _count: '200' })).filter(isRoom);
  const taken = all.some(
    (one) => one.id !== room && one.status === 'active' && fold(one.name ?? '') === fold(name),
  );
  if (taken && !closed) return context.refuse('name-taken', 'name', { name });
  if (room === undefined) {
    const made = roomResource(context.newId(), name);
    return changes({ room: made.id }, made);
  }
  const before = await context.read('Location', room);
  if (!isRoom(before)) return context.refuse('not-a-room', 'room');
  if (closed && before.operationalStatus?.code === 'O')
    return context.refuse('room-in-use', 'closed', { name });
  return changes({ room }, { ...before, name, status: closed ? 'inactive' : 'active' });
});
