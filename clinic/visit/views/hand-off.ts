import type { ViewContext } from '#capability/command.ts';
import { inReadingOrder, measurementsOf } from '#clinic/chart/rules/measurement.ts';
import { wordsOf } from '#fhir/concept.ts';
import { CS, TASK } from '#fhir/medley.ts';
import type { MedicationStatement, Observation, Stored } from '#fhir/types.ts';
import type { HandOff } from './visit-page.contract.ts';

const MEDICATION_REVIEW = '10160-0';
const category = (observation: Observation, code: string): boolean =>
  observation.category?.some(({ coding }) => coding?.some((one) => one.code === code)) ?? false;

/** What the assistant hands over: her words, what she measured, what the patient takes, what was screened. */
export async function handOff(
  context: ViewContext,
  encounter: string,
  statements: readonly Stored<MedicationStatement>[],
): Promise<HandOff> {
  const of = `Encounter/${encounter}`;
  const [tasks, observations, reviews] = await Promise.all([
    context.find('Task', {
      focus: of,
      code: `${CS.task}|${TASK.readyForProvider}`,
      _sort: '-authored-on',
      _count: '1',
    }),
    context.find('Observation', { encounter: of, _sort: 'date', _count: '200' }),
    context.find('List', { encounter: of, code: MEDICATION_REVIEW, _sort: '-date', _count: '1' }),
  ]);
  const valid = observations.filter(({ status }) => status !== 'entered-in-error' && status !== 'cancelled');
  const [task] = tasks;
  return {
    note: task?.note?.map(({ text }) => text).join('\n') ?? '',
    readyAt: task?.authoredOn ?? '',
    by: task?.requester?.display ?? '',
    vitals: inReadingOrder(valid.filter((one) => category(one, 'vital-signs')).flatMap(measurementsOf)),
    screeners: valid
      .filter((one) => category(one, 'survey') && one.hasMember === undefined && isTotal(one))
      .flatMap(measurementsOf),
    medicationsReviewed: reviews[0]?.date ?? '',
    medicationChanges: statements
      .filter(({ context: within, status }) => within?.reference === of && status !== 'active')
      .map(change),
  };
}

/** Totals have no parent item: items carry `derivedFrom` the response only and a LOINC answer, totals a score. */
const isTotal = (observation: Observation): boolean =>
  observation.valueInteger !== undefined || observation.valueQuantity !== undefined;

const change = (statement: Stored<MedicationStatement>) => ({
  title: wordsOf(statement.medicationCodeableConcept),
  says: statement.status ?? '',
  reason:
    statement.statusReason?.[0]?.text ??
    statement.statusReason?.[0]?.coding?.[0]?.display ??
    statement.note?.[0]?.text ??
    '',
});
