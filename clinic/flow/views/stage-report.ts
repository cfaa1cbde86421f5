import { view } from '#capability/command.ts';
import { dayBounds, dayOf, timeOf } from '#fhir/clinic-day.ts';
import { EXT } from '#fhir/medley.ts';
import { Temporal } from '#fhir/temporal.ts';
import type { Encounter } from '#fhir/types.ts';
import { clinicStaff } from '../public.ts';
import { stageHistory } from '../rules/stage.ts';
import { MEASURES, quantile, type StageTimes, stageTimes } from '../rules/stage-times.ts';
import { type ReportRow, stageReport } from './stage-report.contract.ts';

export const stageReportView = view(stageReport, 500, async (context, { days, by }) => {
  const to = dayOf(context.now, context.clinic.zone);
  const from = Temporal.PlainDate.from(to)
    .subtract({ days: days - 1 })
    .toString();
  const bounds = [
    `ge${dayBounds(from, context.clinic.zone).start}`,
    `lt${dayBounds(to, context.clinic.zone).end}`,
  ];
  const [found, staff] = await Promise.all([
    context.find('Encounter', { date: bounds, _sort: '-date', _count: '1000' }),
    clinicStaff(context),
  ]);
  const names = new Map(staff.map(({ id, name }) => [`Practitioner/${id}`, name]));
  const visits = found.filter(({ extension }) => extension?.some(({ url }) => url === EXT.encounterStage));
  const groups = new Map<string, { label: string; times: StageTimes[] }>();
  for (const visit of visits) {
    const { key, label } = groupOf(visit, by, context.clinic.zone);
    const group = groups.get(key) ?? { label: names.get(key) ?? label, times: [] };
    group.times.push(stageTimes(stageHistory(visit)));
    groups.set(key, group);
  }
  const all = rowOf(
    'all',
    '',
    visits.map((visit) => stageTimes(stageHistory(visit))),
  );
  const rows = [...groups]
    .map(([key, { label, times }]) => rowOf(key, label, times))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return { from, to, all, rows, left: visits.filter(({ status }) => status === 'cancelled').length };
});

function groupOf(
  visit: Encounter,
  by: 'hour' | 'visit-type' | 'provider',
  zone: string,
): { key: string; label: string } {
  if (by === 'hour') {
    const hour = `${timeOf(visit.period?.start ?? '', zone).slice(0, 2)}:00`;
    return { key: hour, label: hour };
  }
  if (by === 'visit-type') {
    const code = visit.serviceType?.coding?.[0]?.code ?? '';
    return { key: code, label: visit.serviceType?.text ?? code };
  }
  const provider = visit.participant?.find(({ type }) =>
    type?.some(({ coding }) => coding?.some(({ code }) => code === 'ATND')),
  )?.individual;
  return { key: provider?.reference ?? '', label: provider?.display ?? '' };
}

function rowOf(key: string, label: string, times: readonly StageTimes[]): ReportRow {
  const measures = Object.fromEntries(
    MEASURES.flatMap((measure) => {
      const values = times.flatMap((one) => one[measure] ?? []);
      const median = quantile(values, 0.5);
      const p90 = quantile(values, 0.9);
      return median === undefined || p90 === undefined ? [] : [[measure, { median, p90 }]];
    }),
  );
  return { key, label, visits: times.length, measures };
}
