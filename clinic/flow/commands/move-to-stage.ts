import { type CommandContext, changes, command } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import type { Appointment, Encounter, Location, Resource, Stored } from '#fhir/types.ts';
import { mayMove, moveStage, stageOf } from '../rules/stage.ts';
import { moveToStage } from './move-to-stage.contract.ts';
import { currentRoom, leaveRoom, roomIs } from './rooms.ts';

export const moveToStageCommand = command(moveToStage, async (context, { encounter: id, to }) => {
  const encounter = await context.read('Encounter', id);
  const from = stageOf(encounter);
  if (encounter.status === 'finished' || encounter.status === 'cancelled')
    return context.refuse('visit-over', 'encounter');
  if (!mayMove(from, to)) return context.refuse('no-such-move', 'to', { from, to });
  const at = context.now.toISOString();
  const over = to === 'checked-out' || to === 'left-without-being-seen';
  const moved = moveStage(encounter, to, at);
  if (!over) return changes({ stage: to }, moved);
  const rest = await endOf(context, { encounter, seen: to === 'checked-out' });
  return changes({ stage: to }, leaveRoom(moved, at), ...rest);
});

/** What else ends with a visit: its appointment, and the use of its room (B7). */
async function endOf(
  context: CommandContext<string>,
  { encounter, seen }: { encounter: Stored<Encounter>; seen: boolean },
): Promise<Resource[]> {
  const appointment = idOf(encounter.appointment?.[0], 'Appointment');
  const room = currentRoom(encounter);
  const [booked, location] = await Promise.all([
    appointment ? context.readIfAny('Appointment', appointment) : undefined,
    room ? context.readIfAny('Location', room) : undefined,
  ]);
  return [...(booked ? [ended(booked, seen)] : []), ...(location ? [roomIs(location, 'K')] : [])] satisfies (
    | Appointment
    | Location
  )[];
}

const ended = (appointment: Stored<Appointment>, seen: boolean): Appointment => ({
  ...appointment,
  status: seen ? 'fulfilled' : 'noshow',
});
