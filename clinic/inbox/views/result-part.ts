import type { ViewContext } from '#capability/command.ts';
import { type Level, type Measurement, measurementsOf } from '#clinic/chart/rules/measurement.ts';
import { wordsOf } from '#fhir/concept.ts';
import { idOf } from '#fhir/reference.ts';
import type { DiagnosticReport, Observation, Stored, Task } from '#fhir/types.ts';

type Reading = Pick<ViewContext, 'readIfAny' | 'readMany' | 'find'>;

/** Worst first: the one word a whole report has in the list. */
const WORST: readonly Level[] = [
  'critical-high',
  'critical-low',
  'high',
  'low',
  'abnormal',
  'unjudged',
  'normal',
];

/** Nothing judged is `unjudged`, never normal (clinic/chart H1). */
export const worstOf = (values: readonly { readonly level: Level }[]): Level =>
  WORST.find((level) => values.some((one) => one.level === level)) ?? 'unjudged';

export interface Result {
  readonly name: string;
  readonly report: Stored<DiagnosticReport> | undefined;
  readonly values: readonly Measurement[];
  readonly observations: readonly Stored<Observation>[];
}

const ids = (report: DiagnosticReport | undefined): string[] =>
  (report?.result ?? []).flatMap((one) => idOf(one, 'Observation') ?? []);

/** The report or single observation a task is about, with its values. */
export async function resultOf(context: Reading, task: Task): Promise<Result> {
  const report = await context.readIfAny('DiagnosticReport', idOf(task.focus, 'DiagnosticReport') ?? '-');
  const single = idOf(task.focus, 'Observation');
  const observations = await context.readMany('Observation', single ? [single] : ids(report));
  return resultFrom(report, observations);
}

/** Values in error are none. */
export function resultFrom(
  report: Stored<DiagnosticReport> | undefined,
  observations: readonly Stored<Observation>[],
): Result {
  const valid = observations.filter(({ status }) => status !== 'entered-in-error' && status !== 'cancelled');
  return {
    name: wordsOf(report?.code ?? valid[0]?.code),
    report,
    values: valid.flatMap(measurementsOf),
    observations: valid,
  };
}

/** Many at once: two reads whatever the number. */
export async function resultsOf(
  context: Reading,
  tasks: readonly Stored<Task>[],
): Promise<ReadonlyMap<string, Result>> {
  const reports = await context.readMany(
    'DiagnosticReport',
    tasks.flatMap((task) => idOf(task.focus, 'DiagnosticReport') ?? []),
  );
  const observations = await context.readMany('Observation', [
    ...reports.flatMap(ids),
    ...tasks.flatMap((task) => idOf(task.focus, 'Observation') ?? []),
  ]);
  const byId = new Map(observations.map((one) => [one.id, one]));
  return new Map(
    tasks.map((task) => {
      const report = reports.find(({ id }) => id === idOf(task.focus, 'DiagnosticReport'));
      const single = idOf(task.focus, 'Observation');
      const own = (single ? [single] : ids(report)).flatMap((id) => byId.get(id) ?? []);
      return [task.id, resultFrom(report, own)];
    }),
  );
}
