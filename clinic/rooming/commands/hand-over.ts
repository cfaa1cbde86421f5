import { command } from '#capability/command.ts';
import { moveStage, stageOf } from '#clinic/flow/rules/stage.ts';
import { providerOf } from '#clinic/screening/public.ts';
import { CS, TASK } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import type { Task } from '#fhir/types.ts';
import { handOver } from './hand-over.contract.ts';
import { roomingVisit } from './visit-context.ts';

export const handOverCommand = command(handOver, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const stage = stageOf(visit.encounter) ?? 'arrived';
  const past = ['with-provider', 'ancillary', 'discharge-ready', 'checked-out', 'left-without-being-seen'];
  if (past.includes(stage)) return context.refuse('already-with-provider', 'encounter');
  const handed = await context.find('Task', {
    focus: `Encounter/${input.encounter}`,
    code: `${CS.task}|${TASK.readyForProvider}`,
    _sort: '-modified',
    _count: '5',
  });
  const before = handed.find((task) => task.status !== 'cancelled' && task.status !== 'entered-in-error');
  const id = before?.id ?? context.newId();
  const owner = providerOf(visit.encounter);
  const task = {
    resourceType: 'Task',
    id,
    ...(before ? { meta: before.meta } : {}),
    status: 'requested',
    intent: 'order',
    priority: 'routine',
    code: { coding: [{ system: CS.task, code: TASK.readyForProvider }] },
    focus: reference('Encounter', input.encounter),
    encounter: reference('Encounter', input.encounter),
    for: reference('Patient', visit.patient),
    requester: visit.stamp.performer,
    ...(owner ? { owner } : {}),
    authoredOn: before?.authoredOn ?? visit.stamp.at,
    lastModified: visit.stamp.at,
    ...(input.note
      ? { note: [{ text: input.note, time: visit.stamp.at, authorReference: visit.stamp.performer }] }
      : {}),
  } as Task;
  const moved = stage === 'ready' ? [] : [moveStage(visit.encounter, 'ready', visit.stamp.at)];
  return { save: [task, ...moved], result: { task: id } };
});
