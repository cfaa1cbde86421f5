/**
 * Brings the synthetic patients to the present: every date moves by the same number of whole weeks (ages and gaps stay
 * true, weekdays too), wall-clock times get the clinic's zone, and the digits the generator put into names go.
 */

import { Buffer } from 'node:buffer';
import { Temporal } from '#fhir/temporal.ts';

export interface Shift {
  /** Whole weeks to add. */
  readonly weeks: number;
  /** IANA zone of the clinic. */
  readonly zone: string;
}

/** The newest day in the generated data: what happened then happened last week. */
export const NEWEST = Temporal.PlainDate.from('2021-07-10');

/** The move that makes the newest data up to a week old on `today`. */
export function shiftTo(today: Temporal.PlainDate, zone: string): Shift {
  return { weeks: Math.floor(NEWEST.until(today, { largestUnit: 'days' }).days / 7) - 1, zone };
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:Z|[+-]\d{2}:\d{2}))?$/;
const DATE_IN_TEXT = /\b\d{4}-\d{2}-\d{2}\b/g;
/** A capitalised word with the generator's number behind it: `Cormier289`, `O'Hara248`, `Guzmán14`. */
const NUMBERED_NAME = /(\p{Lu}[\p{L}'’-]+)\d{1,3}(?![\p{L}\d])/gu;
const NAME_KEYS: ReadonlySet<string> = new Set(['family', 'given', 'div', 'city', 'line']);
const KEPT_KEYS: ReadonlySet<string> = new Set([
  'id',
  'reference',
  'system',
  'code',
  'url',
  'value',
  'version',
]);
/** Clinical displays keep their digits: only words that are surely a person's or a place's are cleaned there. */
const PERSON_DISPLAY =
  /^(?:(?:Mr|Mrs|Ms|Dr|Miss)\.? )?\p{Lu}[\p{L}'’-]+\d{1,3}(?: \p{Lu}[\p{L}'’-]+\d{0,3})*$/u;

/** A function that returns the moved copy of a resource (any JSON); pure, memoises days. */
export function mover({ weeks, zone }: Shift): <T>(value: T) => T {
  const days = new Map<string, string>();
  const day = (date: string): string => {
    const known = days.get(date);
    if (known) return known;
    const moved = Temporal.PlainDate.from(date).add({ weeks }).toString();
    days.set(date, moved);
    return moved;
  };
  const offsets = new Map<string, string>();
  /** By the hour: on the days of a clock change the offset differs between them. */
  const offset = (moved: string, hour: string): string => {
    const key = `${moved}T${hour}`;
    const known = offsets.get(key);
    if (known) return known;
    const fresh = Temporal.PlainDateTime.from(`${key}:59`).toZonedDateTime(zone).offset;
    offsets.set(key, fresh);
    return fresh;
  };
  const text = (value: string) =>
    value.replace(DATE_IN_TEXT, (date) => day(date)).replace(NUMBERED_NAME, '$1');

  const string = (key: string, value: string): string => {
    const match = DATE_TIME.exec(value);
    if (match?.[1]) {
      const moved = day(match[1]);
      const [, , clock, fraction] = match;
      if (!clock) return moved;
      return `${moved}T${clock}${fraction ? `.${fraction}` : ''}${offset(moved, clock.slice(0, 2))}`;
    }
    if (KEPT_KEYS.has(key)) return value;
    if (key === 'display') return PERSON_DISPLAY.test(value) ? value.replace(NUMBERED_NAME, '$1') : value;
    if (NAME_KEYS.has(key) || key === 'valueString') return text(value);
    return value;
  };
  const note = (attachment: Record<string, unknown>): Record<string, unknown> => {
    if (typeof attachment.data !== 'string' || !String(attachment.contentType).startsWith('text/'))
      return attachment;
    const moved = text(Buffer.from(attachment.data, 'base64').toString('utf8'));
    return { ...attachment, data: Buffer.from(moved, 'utf8').toString('base64') };
  };
  const walk = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return string(key, value);
    if (Array.isArray(value)) return value.map((item) => walk(key, item));
    if (typeof value !== 'object' || value === null) return value;
    const source =
      typeof (value as { contentType?: unknown }).contentType === 'string'
        ? note(value as Record<string, unknown>)
        : value;
    const copy: Record<string, unknown> = {};
    for (const [inner, content] of Object.entries(source))
      copy[inner] = inner === 'data' ? content : walk(inner, content);
    return copy;
  };
  return <T>(value: T) => walk('', value) as T;
}
