/** Days and times of day as the clinic's clock shows them. */
import { Temporal } from './temporal.ts';

/** First and last instant of a clinic day, for searches: [start, end) as ISO instants. */
export function dayBounds(day: string, zone: string): { start: string; end: string } {
  const date = Temporal.PlainDate.from(day);
  const at = (one: Temporal.PlainDate) => one.toZonedDateTime(zone).toInstant().toString();
  return { start: at(date), end: at(date.add({ days: 1 })) };
}

/** The clinic's day of an instant, as FHIR date. */
export const dayOf = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Wall-clock time of an instant in the clinic's zone, HH:MM. */
export const timeOf = (at: Date | string, zone: string): string => {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(new Date(at).getTime()).toZonedDateTimeISO(
    zone,
  );
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};
