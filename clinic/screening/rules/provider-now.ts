/**
 * The call for a provider now (README S4; rooming R1): a Task that a screener's answer, a measured value or a press of
 * F9 raises. One open call a visit: further reasons join it, so that the provider is not called twice for one patient.
 */
import { CS, TASK } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import type { Reference, Stored, Task } from '#fhir/types.ts';

export interface ProviderCall {
  readonly id: string;
  readonly encounter: string;
  readonly patient: string;
  readonly provider: Reference | undefined;
  readonly caller: Reference;
  /** Codes of the red-flag system. */
  readonly flags: readonly string[];
  readonly note: string | undefined;
  /** FHIR instant. */
  readonly at: string;
}

/** A new Task, or the open one with these reasons added. */
export function providerCall(call: ProviderCall, open?: Stored<Task>): Task {
  const known = open ? flagsOf(open) : [];
  const flags = [...known, ...call.flags.filter((flag) => !known.includes(flag))];
  return {
    ...(open ?? {
      resourceType: 'Task',
      id: call.id,
      intent: 'order',
      authoredOn: call.at,
      executionPeriod: { start: call.at },
      encounter: reference('Encounter', call.encounter),
      requester: call.caller as Task['requester'],
    }),
    resourceType: 'Task',
    intent: 'order',
    status: 'requested',
    priority: 'stat',
    code: { coding: [{ system: CS.task, code: TASK.providerNow }] },
    focus: reference('Encounter', call.encounter),
    for: reference('Patient', call.patient),
    ...(call.provider ? { owner: call.provider as Task['owner'] } : {}),
    reasonCode: { coding: flags.map((code) => ({ system: CS.redFlag, code })) },
    lastModified: call.at,
    ...noted(call, open),
  } as Task;
}

const noted = (call: ProviderCall, open: Task | undefined): Pick<Task, 'note'> => {
  const notes = [...(open?.note ?? []), ...(call.note ? [{ text: call.note, time: call.at }] : [])];
  return notes.length > 0 ? { note: notes } : {};
};

/** Red-flag codes of a call. */
export const flagsOf = (task: Task): string[] =>
  (task.reasonCode?.coding ?? []).flatMap((coding) =>
    coding.system === CS.redFlag && coding.code ? [coding.code] : [],
  );

export const isProviderCall = (task: Task): boolean =>
  task.code?.coding?.some((coding) => coding.system === CS.task && coding.code === TASK.providerNow) === true;

/** Seconds from call to acknowledgement; undefined while nobody came. */
export function secondsToAcknowledge(task: Task): number | undefined {
  const { start, end } = task.executionPeriod ?? {};
  return start && end ? Math.round((Date.parse(end) - Date.parse(start)) / 1000) : undefined;
}

/** The call, taken by someone: status accepted, the period's end is when. */
export function acknowledgedCall(task: Stored<Task>, by: Reference, at: string): Task {
  return {
    ...task,
    status: 'accepted',
    lastModified: at,
    owner: by as NonNullable<Task['owner']>,
    executionPeriod: { ...task.executionPeriod, end: at },
  };
}
