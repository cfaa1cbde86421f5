import { type ViewContext, view } from '#capability/command.ts';
import { named } from '#clinic/chart/public.ts';
import { measurementsOf } from '#clinic/chart/rules/measurement.ts';
import { wordsOf } from '#fhir/concept.ts';
import { localDay } from '#fhir/dates.ts';
import { EXT } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { FhirFailure } from '#fhir/outcome.ts';
import { idOf } from '#fhir/reference.ts';
import type { Task } from '#fhir/types.ts';
import { dueAt, urgencyOf } from '../rules/due.ts';
import { isOpen, kindOf, kindsFor } from '../rules/kinds.ts';
import { attemptsOf, CALL_REASONS, endedBy, needsLetter, proposalAnswer } from '../rules/outcome.ts';
import { type ResultValue, type WorkItem, workItem } from './item.contract.ts';
import { statementOf } from './proposal-part.ts';
import { type Result, resultOf } from './result-part.ts';

export const workItemView = view(workItem, 100, async (context, input): Promise<WorkItem> => {
  const task = await context.read('Task', input.task);
  const kind = kindOf(task);
  if (!kind || !kindsFor(context.who.roles).includes(kind)) throw notHers();
  const since = task.authoredOn ?? task.meta.lastUpdated;
  const patient = idOf(task.for, 'Patient') ?? '';
  const urgency = urgencyOf(task.priority);
  return {
    task: task.id,
    kind,
    patient,
    since,
    due: dueAt({ kind, urgency }, since, context.clinic.zone),
    urgency,
    open: isOpen(task),
    by: isOpen(task) ? '' : endedBy(task),
    result: kind === 'review-result' ? await resultPart(context, task, patient) : undefined,
    proposal: kind === 'medication-proposal' ? await proposalPart(context, task) : undefined,
    call: kind === 'call-patient' ? await callPart(context, task, patient) : undefined,
  };
});

/** As if it were not there: what kind of work it is says something of the patient. */
const notHers = () =>
  new FhirFailure(404, { severity: 'error', code: 'not-found', message: 'There is no such work here.' });

async function resultPart(context: ViewContext, task: Task, patient: string): Promise<WorkItem['result']> {
  const result = await resultOf(context, task);
  return {
    name: result.name,
    issued: result.report?.issued ?? result.values[0]?.at ?? '',
    conclusion: result.report?.conclusion ?? '',
    values: await withEarlier(context, result, patient),
  };
}

/** The last values of the same code before this one, in the same unit. */
async function withEarlier(context: ViewContext, result: Result, patient: string): Promise<ResultValue[]> {
  const codes = [...new Set(result.values.map(({ code }) => code).filter(Boolean))];
  if (codes.length === 0) return [];
  const before = (
    await context.find('Observation', { patient, code: codes.join(','), _sort: '-date', _count: '200' })
  )
    .filter(({ status }) => status !== 'entered-in-error')
    .flatMap(measurementsOf);
  return result.values.map((value) => ({
    ...value,
    earlier: before
      .filter((one) => one.code === value.code && one.ucum === value.ucum && one.at <= value.at)
      .flatMap(({ at, number }) => (number === undefined ? [] : [{ at, value: number }]))
      .slice(0, 12)
      .reverse(),
  }));
}

async function proposalPart(context: ViewContext, task: Task): Promise<WorkItem['proposal']> {
  const request = await context.readIfAny('MedicationRequest', idOf(task.focus, 'MedicationRequest') ?? '-');
  const [prescription] = request ? await named(context, [request]) : [];
  const statement = await statementOf(context, task);
  return {
    medicine: wordsOf(prescription?.medicationCodeableConcept),
    directions: prescription?.dosageInstruction?.[0]?.text ?? '',
    active: prescription?.status === 'active',
    answer: proposalAnswer(statement),
    reason: statement?.statusReason?.[0]?.coding?.[0]?.code,
    words: statement?.note?.[0]?.text ?? '',
    by: await staffName(context, task.requester),
  };
}

/** By the name on the Task, else in the staff record. */
async function staffName(context: ViewContext, who: Task['requester']): Promise<string> {
  if (!who || who.display) return who?.display ?? '';
  const staff = await context.readIfAny('Practitioner', idOf(who, 'Practitioner') ?? '-');
  return displayName(staff?.name);
}

async function callPart(context: ViewContext, task: Task, patientId: string): Promise<WorkItem['call']> {
  const attempts = attemptsOf(task);
  const [patient, by] = await Promise.all([
    context.read('Patient', patientId),
    staffName(context, task.requester),
  ]);
  return {
    reason: CALL_REASONS.find((one) => task.reasonCode?.coding?.some(({ code }) => code === one)),
    words: task.description ?? '',
    by,
    phones: (patient.telecom ?? []).flatMap(({ system, value, use, extension }) =>
      system === 'phone' && value && use !== 'old'
        ? [
            {
              number: value,
              use: use ?? 'home',
              voicemail:
                extension?.some((one) => one.url === EXT.mayVoicemail && one.valueBoolean === true) ?? false,
            },
          ]
        : [],
    ),
    attempts,
    letter: needsLetter(attempts, (at) => localDay(Date.parse(at), context.clinic.zone)),
  };
}
