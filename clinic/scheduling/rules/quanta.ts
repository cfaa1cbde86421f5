/** Time as a clinic books it. Pure. */
import { Temporal } from '#fhir/temporal.ts';
import type { Appointment } from '#fhir/types.ts';

export const QUANTUM_MINUTES = 5;
const QUANTUM_MS = QUANTUM_MINUTES * 60_000;

/** [D2] Numbers of the five-minute quanta in [start, start + minutes), counted from the epoch. */
export function quantaOf(startMs: number, minutes: number): number[] {
  const first = Math.floor(startMs / QUANTUM_MS);
  const last = Math.ceil((startMs + minutes * 60_000) / QUANTUM_MS);
  return Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
}

/** [D3] Does this appointment hold time? */
export const holdsTime = ({ status }: Pick<Appointment, 'status'>): boolean =>
  status !== 'cancelled' && status !== 'noshow' && status !== 'entered-in-error';

/** [D1] Do two half-open spans share time? Empty spans share none. */
export const overlaps = (
  one: { start: number; end: number },
  other: { start: number; end: number },
): boolean =>
  one.start < one.end && other.start < other.end && one.start < other.end && other.start < one.end;

/**
 * [D5] The instant of a wall-clock time on a day in the clinic's zone; undefined when the clocks skip it. `time` is HH:MM.
 */
export function instantAt(day: string, time: string, zone: string): Date | undefined {
  const plain = Temporal.PlainDateTime.from(`${day}T${time}:00`);
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return earlier.toPlainDateTime().equals(plain) ? new Date(earlier.epochMilliseconds) : undefined;
}
