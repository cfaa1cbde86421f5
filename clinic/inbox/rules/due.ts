/** Until when a piece of work is to be done (README B2), by what hangs on it. */
import { Temporal } from '#fhir/temporal.ts';
import type { Kind } from './kinds.ts';

export type Urgency = 'critical' | 'abnormal' | 'normal';

interface Clock {
  readonly kind: Kind;
  readonly urgency: Urgency;
  readonly minutes?: number;
  /** Monday to Friday, to the end of that day. */
  readonly businessDays?: number;
  readonly days?: number;
}

/** Source: domain D9 (critical 30 to 60 min, abnormal 2 business days, normal 7 days); proposals as abnormal, house rule. */
export const CLOCKS: readonly Clock[] = [
  { kind: 'review-result', urgency: 'critical', minutes: 60 },
  { kind: 'review-result', urgency: 'abnormal', businessDays: 2 },
  { kind: 'review-result', urgency: 'normal', days: 7 },
  { kind: 'call-patient', urgency: 'critical', minutes: 60 },
  { kind: 'call-patient', urgency: 'abnormal', businessDays: 2 },
  { kind: 'call-patient', urgency: 'normal', days: 7 },
  { kind: 'medication-proposal', urgency: 'critical', businessDays: 2 },
  { kind: 'medication-proposal', urgency: 'abnormal', businessDays: 2 },
  { kind: 'medication-proposal', urgency: 'normal', businessDays: 2 },
];

/** FHIR request-priority that says the urgency, and back. */
export const PRIORITY: Readonly<Record<Urgency, 'stat' | 'urgent' | 'routine'>> = {
  critical: 'stat',
  abnormal: 'urgent',
  normal: 'routine',
};

export const urgencyOf = (priority: string | undefined): Urgency =>
  priority === 'stat' || priority === 'asap' ? 'critical' : priority === 'urgent' ? 'abnormal' : 'normal';

/** The instant by which it is due. `since`: FHIR instant; `zone`: the clinic's. */
export function dueAt(
  { kind, urgency }: { kind: Kind; urgency: Urgency },
  since: string,
  zone: string,
): string {
  const row = CLOCKS.find((one) => one.kind === kind && one.urgency === urgency);
  const start = Temporal.Instant.from(since);
  if (row?.minutes !== undefined) return start.add({ minutes: row.minutes }).toString();
  let day = start.toZonedDateTimeISO(zone).toPlainDate();
  if (row?.days !== undefined) day = day.add({ days: row.days });
  for (let left = row?.businessDays ?? 0; left > 0; ) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek <= 5) left -= 1;
  }
  // To the end of that day: the first moment of the next.
  return day.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString();
}
