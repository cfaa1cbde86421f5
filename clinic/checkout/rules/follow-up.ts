/** When a follow-up is due. Pure. */
import { Temporal } from '#fhir/temporal.ts';

export const INTERVAL_UNITS = ['day', 'week', 'month'] as const;
export type IntervalUnit = (typeof INTERVAL_UNITS)[number];

export interface Interval {
  readonly count: number;
  readonly unit: IntervalUnit;
}

/** One tenth of the interval, two days at least. */
const SLACK = { share: 0.1, leastDays: 2 } as const;

/** [K1] The day to look for a time first: the middle of the window, the Monday after when that is a weekend. */
export function dayToBook({ start, end }: { start: string; end: string }): string {
  const first = Temporal.PlainDate.from(start);
  const { days } = first.until(end, { largestUnit: 'days' });
  const due = first.add({ days: Math.floor(days / 2) });
  return due.add({ days: due.dayOfWeek > 5 ? 8 - due.dayOfWeek : 0 }).toString();
}

/** [K1] First and last day (FHIR dates) on which the follow-up is in time, for an interval counted from the clinic's `today`. */
export function followUpWindow(
  today: string,
  { count, unit }: Interval,
): { due: string; start: string; end: string } {
  const from = Temporal.PlainDate.from(today);
  const due = from.add({ [`${unit}s`]: count });
  const days = from.until(due, { largestUnit: 'days' }).days;
  const slack = Math.max(SLACK.leastDays, Math.round(days * SLACK.share));
  const earliest = due.subtract({ days: slack });
  const start = Temporal.PlainDate.compare(earliest, from) <= 0 ? from.add({ days: 1 }) : earliest;
  return { due: due.toString(), start: start.toString(), end: due.add({ days: slack }).toString() };
}
