import { changes, command } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import { mayMove, moveStage, stageOf } from '../rules/stage.ts';
import { endOf } from './end-of-visit.ts';
import { moveToStage } from './move-to-stage.contract.ts';
import { leaveRoom } from './rooms.ts';

export const moveToStageCommand = command(moveToStage, async (context, { encounter: id, to }) => {
  const encounter = await context.read('Encounter', id);
  const from = stageOf(encounter);
  if (encounter.status === 'finished' || encounter.status === 'cancelled')
    return context.refuse('visit-over', 'encounter');
  if (!mayMove(from, to)) return context.refuse('no-such-move', 'to', { from, to });
  const at = context.now.toISOString();
  const over = to === 'checked-out' || to === 'left-without-being-seen';
  const moved = moveStage(encounter, to, at);
  if (to === 'checked-in') {
    const id = idOf(encounter.appointment?.[0], 'Appointment');
    const booked = id ? await context.readIfAny('Appointment', id) : undefined;
    return changes({ stage: to }, moved, ...(booked ? [{ ...booked, status: 'checked-in' as const }] : []));
  }
  if (!over) return changes({ stage: to }, moved);
  const rest = await endOf(context, { encounter, seen: to === 'checked-out' });
  return changes({ stage: to }, leaveRoom(moved, at), ...rest);
});
