import { type ViewContext, view } from '#capability/command.ts';
import { named } from '#clinic/chart/public.ts';
import { wordsOf } from '#fhir/concept.ts';
import { CS } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { idOf } from '#fhir/reference.ts';
import type { MedicationRequest, Patient, Stored, Task } from '#fhir/types.ts';
import { dueAt, urgencyOf } from '../rules/due.ts';
import { isOpen, kindOf, kindsFor, OPEN_STATUSES } from '../rules/kinds.ts';
import { attemptsOf } from '../rules/outcome.ts';
import { type Result, resultsOf, worstOf } from './result-part.ts';
import { type WorkLine, work, workCount } from './work.contract.ts';

/** More than this waits in no clinic that works; the oldest are shown. */
const MOST = 300;

async function openTasks(context: ViewContext): Promise<Stored<Task>[]> {
  const kinds = kindsFor(context.who.roles);
  if (kinds.length === 0) return [];
  const found = await context.find('Task', {
    code: kinds.map((kind) => `${CS.task}|${kind}`).join(','),
    status: OPEN_STATUSES.join(','),
    _sort: 'authored-on',
    _count: String(MOST),
  });
  return found.filter(isOpen);
}

/** Hers, or nobody's yet; a call that nobody has is the assistants', not the provider's who asked for it. */
function isMine(task: Task, { who }: ViewContext): boolean {
  if (task.owner?.reference !== undefined) return task.owner.reference === who.reference;
  return kindOf(task) !== 'call-patient' || !who.roles.includes('provider');
}

export const workCountView = view(workCount, 50, async (context) => ({
  count: (await openTasks(context)).filter((task) => isMine(task, context)).length,
}));

export const workView = view(work, 100, async (context, { whose }) => {
  const tasks = (await openTasks(context)).filter((task) => whose === 'all' || isMine(task, context));
  const of = (kind: string) => tasks.filter((task) => kindOf(task) === kind);
  const focus = (type: 'Patient' | 'MedicationRequest', references: readonly Task['focus'][]) => [
    ...new Set(references.flatMap((one) => idOf(one, type) ?? [])),
  ];
  const [patients, results, requests, owners] = await Promise.all([
    context.readMany(
      'Patient',
      focus(
        'Patient',
        tasks.map((task) => task.for),
      ),
    ),
    resultsOf(context, of('review-result')),
    context.readMany(
      'MedicationRequest',
      focus(
        'MedicationRequest',
        of('medication-proposal').map((task) => task.focus),
      ),
    ),
    context.readMany('Practitioner', [
      ...new Set(tasks.flatMap(({ owner }) => (owner?.display ? [] : (idOf(owner, 'Practitioner') ?? [])))),
    ]),
  ]);
  const known: Known = {
    patients: new Map(patients.map((one) => [one.id, one])),
    results,
    requests: new Map((await named(context, requests)).map((one) => [one.id, one])),
    owners: new Map(owners.map((one) => [one.id, displayName(one.name)])),
  };
  const lines = tasks.flatMap((task) => lineOf(context, task, known) ?? []);
  return { lines: lines.sort((one, other) => one.due.localeCompare(other.due)) };
});

interface Known {
  readonly patients: ReadonlyMap<string, Stored<Patient>>;
  readonly results: ReadonlyMap<string, Result>;
  readonly requests: ReadonlyMap<string, Stored<MedicationRequest>>;
  readonly owners: ReadonlyMap<string, string>;
}

function lineOf(context: ViewContext, task: Stored<Task>, known: Known): WorkLine | undefined {
  const kind = kindOf(task);
  const patient = known.patients.get(idOf(task.for, 'Patient') ?? '');
  if (!kind || !patient) return undefined;
  const result = known.results.get(task.id);
  const urgency = urgencyOf(task.priority);
  const since = task.authoredOn ?? task.meta.lastUpdated;
  const due = dueAt({ kind, urgency }, since, context.clinic.zone);
  return {
    task: task.id,
    kind,
    patient: { id: patient.id, name: displayName(patient.name), birthDate: patient.birthDate },
    what: whatOf(kind, task, known),
    level: result ? worstOf(result.values) : undefined,
    urgency,
    since,
    due,
    overdue: Date.parse(due) <= context.now.getTime(),
    owner: task.owner?.display ?? known.owners.get(idOf(task.owner, 'Practitioner') ?? ''),
    mine: isMine(task, context),
    attempts: attemptsOf(task).length,
  };
}

function whatOf(kind: WorkLine['kind'], task: Stored<Task>, known: Known): string {
  if (kind === 'review-result') return known.results.get(task.id)?.name ?? '';
  if (kind === 'call-patient') return task.description ?? '';
  const request = known.requests.get(idOf(task.focus, 'MedicationRequest') ?? '');
  return wordsOf(request?.medicationCodeableConcept);
}
