/** What was done with a piece of work, kept on its Task (README B3-B7). Pure: who and when come from outside. */
import { CS, TASK } from '#fhir/medley.ts';
import { reference } from '#fhir/reference.ts';
import type {
  MedicationRequest,
  MedicationStatement,
  Practitioner,
  Reference,
  Stored,
  Task,
} from '#fhir/types.ts';
import { PRIORITY, type Urgency } from './due.ts';

export interface Hand {
  readonly who: Reference<Practitioner>;
  /** FHIR instant. */
  readonly at: string;
}

/** Why a provider wants a patient called (B4). */
export const CALL_REASONS = ['normal', 'come-in', 'repeat-test', 'start-treatment', 'other'] as const;
export type CallReason = (typeof CALL_REASONS)[number];

export const CALL_OUTCOMES = ['reached', 'left-message', 'no-answer', 'wrong-number'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

const author = (who: Reference<Practitioner>) => ({ authorReference: who });
const noted = (task: Task, text: string, { who, at }: Hand) => [
  ...(task.note ?? []),
  { ...author(who), time: at, text },
];

/** Done: by whom and when stands with it; the words are the reviewer's own, or what was done. */
export const completed = (task: Stored<Task>, words: string, hand: Hand): Stored<Task> => ({
  ...task,
  status: 'completed',
  lastModified: hand.at,
  note: noted(task, words, hand),
});

/** Turned down, with the reason; what it was about stays as it is. */
export const declined = (task: Stored<Task>, words: string, hand: Hand): Stored<Task> => ({
  ...task,
  status: 'rejected',
  lastModified: hand.at,
  note: noted(task, words, hand),
  ...(words ? { statusReason: { text: words } } : {}),
});

/** Who ended it, for the second who comes to it. */
export const endedBy = (task: Task): string => task.note?.at(-1)?.authorReference?.display ?? '';

/** The call a provider asks for: her words are the only ones the assistant says (T30). */
export function callTask(
  reviewed: Stored<Task>,
  given: {
    readonly id: string;
    readonly reason: CallReason;
    readonly words: string;
    readonly urgency: Urgency;
  },
  { who, at }: Hand,
): Task {
  return {
    resourceType: 'Task',
    id: given.id,
    status: 'requested',
    intent: 'order',
    priority: PRIORITY[given.urgency],
    code: { coding: [{ system: CS.task, code: TASK.callPatient }] },
    reasonCode: { coding: [{ system: CS.callOutcome, code: given.reason }] },
    description: given.words,
    partOf: [reference('Task', reviewed.id)],
    requester: who,
    authoredOn: at,
    lastModified: at,
    ...(reviewed.focus ? { focus: reviewed.focus } : {}),
    ...(reviewed.for ? { for: reviewed.for } : {}),
  } as Task;
}

export interface Attempt {
  readonly outcome: CallOutcome;
  readonly at: string;
  readonly by: string;
  readonly words: string;
}

/** A try to reach her: kept with the others; reaching her ends the call. */
export function attempted(
  task: Stored<Task>,
  given: { readonly outcome: CallOutcome; readonly words: string },
  { who, at }: Hand,
): Stored<Task> {
  const output = {
    type: { coding: [{ system: CS.callOutcome, code: given.outcome }] },
    valueAnnotation: { ...author(who), time: at, text: given.words || given.outcome.replaceAll('-', ' ') },
  };
  const next: Stored<Task> = {
    ...task,
    status: given.outcome === 'reached' ? 'completed' : 'in-progress',
    lastModified: at,
    output: [...(task.output ?? []), output],
  };
  return given.outcome === 'reached'
    ? { ...next, note: noted(task, output.valueAnnotation.text, { who, at }) }
    : next;
}

export const attemptsOf = (task: Task): Attempt[] =>
  (task.output ?? []).flatMap(({ type, valueAnnotation: said }) => {
    const outcome = CALL_OUTCOMES.find((one) => type.coding?.some(({ code }) => code === one));
    return outcome && said
      ? [{ outcome, at: said.time ?? '', by: said.authorReference?.display ?? '', words: said.text }]
      : [];
  });

/** Two tries on different days and nobody reached: a letter, and the provider decides (B7). `day` makes the clinic's day of an instant. */
export function needsLetter(attempts: readonly Attempt[], day: (at: string) => string): boolean {
  const days = new Set(attempts.filter(({ outcome }) => outcome !== 'reached').map(({ at }) => day(at)));
  return days.size >= 2 && attempts.every(({ outcome }) => outcome !== 'reached');
}

export type ProposalAnswer = 'not-taking' | 'differently';

/** What the patient said, of the statement the proposal came with; undefined when she has taken it back since. */
export function proposalAnswer(statement: MedicationStatement | undefined): ProposalAnswer | undefined {
  if (!statement) return undefined;
  if (statement.status === 'not-taken' || statement.status === 'stopped') return 'not-taking';
  const differs = statement.statusReason?.some(({ coding }) =>
    coding?.some(({ code }) => code === 'differently'),
  );
  return statement.status === 'active' && differs ? 'differently' : undefined;
}

/** The prescription as the provider now wants it: stopped with the patient's reason, or with other directions. */
export function changedPrescription(
  request: Stored<MedicationRequest>,
  answer: ProposalAnswer,
  { directions, reason }: { readonly directions: string; readonly reason: string },
): Stored<MedicationRequest> {
  if (answer === 'not-taking')
    return { ...request, status: 'stopped', statusReason: { text: reason || 'Not taking' } };
  const [first] = request.dosageInstruction ?? [];
  // What was counted for the former directions no longer holds.
  const patient = first?.patientInstruction ? { patientInstruction: first.patientInstruction } : {};
  return { ...request, dosageInstruction: [{ ...patient, text: directions }] };
}
