import { changes, command } from '#capability/command.ts';
import { moveStage, wasSeen } from '../rules/stage.ts';
import { closeVisit } from './close-visit.contract.ts';
import { endOf } from './end-of-visit.ts';
import { leaveRoom } from './rooms.ts';

export const closeVisitCommand = command(closeVisit, async (context, input) => {
  const encounter = await context.read('Encounter', input.encounter);
  if (encounter.status === 'finished' || encounter.status === 'cancelled')
    return context.refuse('visit-over', 'encounter');
  const seen = wasSeen(encounter);
  const to = seen ? 'checked-out' : 'left-without-being-seen';
  const at = context.now.toISOString();
  const rest = await endOf(context, { encounter, seen });
  return changes({ stage: to }, leaveRoom(moveStage(encounter, to, at), at), ...rest);
});
