/** What waits in the inbox (README B1): one row a kind of Task. Other rooms' kinds are rows here. */
import { CS, TASK } from '#fhir/medley.ts';
import type { Task } from '#fhir/types.ts';

export const KIND_CODES = [TASK.reviewResult, TASK.medicationProposal, TASK.callPatient] as const;
export type Kind = (typeof KIND_CODES)[number];

const CLINICAL: readonly string[] = ['ma', 'lead-ma', 'nurse', 'provider'];

/** Who works it off; the gate decides each step again by its task. */
export const WORKED_BY: Readonly<Record<Kind, readonly string[]>> = {
  'review-result': ['provider'],
  'medication-proposal': ['provider'],
  'call-patient': CLINICAL,
};

/** Task statuses that still want somebody. */
export const OPEN_STATUSES = [
  'requested',
  'received',
  'accepted',
  'ready',
  'in-progress',
  'on-hold',
] as const;

const OPEN: ReadonlySet<string> = new Set(OPEN_STATUSES);

export const isOpen = (task: Task): boolean => OPEN.has(task.status);

/** The kind of a Task, undefined for one that other screens work off. */
export const kindOf = (task: Task): Kind | undefined =>
  KIND_CODES.find((kind) =>
    task.code?.coding?.some(({ system, code }) => system === CS.task && code === kind),
  );

/** The kinds somebody of these roles works off. */
export const kindsFor = (roles: readonly string[]): Kind[] =>
  KIND_CODES.filter((kind) => WORKED_BY[kind].some((role) => roles.includes(role)));
