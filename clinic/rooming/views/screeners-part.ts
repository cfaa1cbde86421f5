import { type DueKey, dueScreeners, isPreventive } from '#clinic/screening/rules/due-screeners.ts';
import { flagsOf, isProviderCall } from '#clinic/screening/rules/provider-now.ts';
import { type Answers, scoreOf } from '#clinic/screening/rules/score.ts';
import type { ScreenerKey } from '#clinic/screening/rules/screener.ts';
import { SCREENER_KEYS, screenerOf } from '#clinic/screening/rules/screeners.ts';
import { TOBACCO } from '#clinic/screening/rules/tobacco.ts';
import type { Age } from '#fhir/age.ts';
import { idOf } from '#fhir/reference.ts';
import type { Observation, QuestionnaireResponse, Stored, Task } from '#fhir/types.ts';
import type { CallRow, ScreenerRow, VisitPage } from './visit-page.contract.ts';

interface Visit {
  readonly encounter: string;
  readonly now: number;
  readonly age: Age | undefined;
  readonly visitType: string | undefined;
}
const DAY_MS = 86_400_000;
const daysSince = (instant: string | undefined, now: number): number | undefined =>
  instant ? Math.floor((now - Date.parse(instant)) / DAY_MS) : undefined;

const keyOf = (response: QuestionnaireResponse): ScreenerKey | undefined => {
  const name = response.questionnaire?.split('|')[0]?.split('/').at(-1);
  return SCREENER_KEYS.find((key) => key === name);
};

/** The screeners of this visit: those due, and those begun or answered in it. */
export function screenersPart(
  responses: readonly Stored<QuestionnaireResponse>[],
  visit: Visit & { readonly tobacco: readonly Observation[]; readonly sex: string | undefined },
): ScreenerRow[] {
  const here = responses.filter((one) => idOf(one.encounter, 'Encounter') === visit.encounter);
  const before = responses.filter(
    (one) => idOf(one.encounter, 'Encounter') !== visit.encounter && one.status === 'completed',
  );
  const since: Partial<Record<DueKey, number>> = {};
  for (const one of before) {
    const key = keyOf(one);
    const days = daysSince(one.authored, visit.now);
    if (key && days !== undefined) since[key] = Math.min(since[key] ?? days, days);
  }
  const due = dueScreeners({ age: visit.age, preventive: isPreventive(visit.visitType) }, since).flatMap(
    ({ screener, daysAgo }) => (screener === 'tobacco' ? [] : [{ screener, daysAgo }]),
  );
  const begun = here
    .flatMap((one) => keyOf(one) ?? [])
    .filter((key) => !due.some((row) => row.screener === key))
    .map((screener) => ({ screener, daysAgo: undefined }));
  return [...due, ...begun].map(({ screener, daysAgo }) =>
    rowOf(
      screener,
      daysAgo,
      here.find((one) => keyOf(one) === screener),
      visit.sex,
    ),
  );
}

function rowOf(
  screener: ScreenerKey,
  daysAgo: number | undefined,
  response: Stored<QuestionnaireResponse> | undefined,
  sex: string | undefined,
): ScreenerRow {
  if (!response)
    return { screener, status: 'due', daysAgo, total: undefined, band: undefined, actions: [], answers: {} };
  const definition = screenerOf(screener);
  const answers: Answers = Object.fromEntries(
    (response.item ?? []).map((item) => [
      item.linkId,
      (item.answer ?? []).flatMap((one) => one.valueCoding?.code ?? []),
    ]),
  );
  const score = scoreOf(definition, answers, { sex });
  const hidden = new Set(definition.items.filter((item) => item.private).map((item) => item.linkId));
  const shown = Object.fromEntries(Object.entries(answers).filter(([linkId]) => !hidden.has(linkId)));
  const status =
    response.status === 'completed' || response.status === 'stopped' ? response.status : 'in-progress';
  // S8: the safety total of AHC-HRSN is said only as "needs follow-up", never as a number on a screen a relative may see.
  const isPrivate = hidden.size > 0;
  return {
    screener,
    status,
    daysAgo,
    total: isPrivate ? undefined : score.total,
    band: isPrivate ? undefined : score.band,
    actions: score.actions,
    answers: shown,
  };
}

/** Tobacco as said today or before, and whether it is due. */
export function tobaccoPart(
  tobacco: readonly Stored<Observation>[],
  packYears: readonly Observation[],
  visit: Visit,
): VisitPage['tobacco'] {
  const known = tobacco.filter((one) => one.status !== 'entered-in-error');
  const here = known.find((one) => idOf(one.encounter, 'Encounter') === visit.encounter);
  const before = known.find((one) => idOf(one.encounter, 'Encounter') !== visit.encounter);
  const days = daysSince(before?.effectiveDateTime, visit.now);
  const due = dueScreeners(
    { age: visit.age, preventive: false },
    days === undefined ? {} : { tobacco: days },
  ).some((one) => one.screener === 'tobacco');
  return {
    status: statusOf(here),
    before: statusOf(before),
    due: due ? 'yes' : 'no',
    packYears: packYears.find((one) => idOf(one.encounter, 'Encounter') === visit.encounter)?.valueQuantity
      ?.value,
  };
}

const statusOf = (observation: Observation | undefined): string | undefined =>
  TOBACCO.find((row) =>
    observation?.valueCodeableConcept?.coding?.some((coding) => coding.code === row.snomed),
  )?.status;

/** Calls for the provider in this visit, newest first. */
export function callRows(tasks: readonly Stored<Task>[]): CallRow[] {
  return tasks
    .filter((task) => isProviderCall(task) && (task.status === 'requested' || task.status === 'accepted'))
    .map((task) => ({
      id: task.id,
      flags: flagsOf(task),
      since: task.executionPeriod?.start ?? task.authoredOn ?? '',
      acknowledged: task.status === 'accepted' ? task.executionPeriod?.end : undefined,
      by: task.status === 'accepted' ? task.owner?.display : undefined,
      suicidal: flagsOf(task).includes('suicidal') ? 'yes' : 'no',
    }));
}
