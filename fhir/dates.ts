import { Temporal } from './temporal.ts';

/** Milliseconds since the epoch, half open: [from, to). */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Bounds that stand for "no beginning" and "no end"; safe integers that PostgreSQL's bigint and a JS number both hold. */
export const BEGINNING = -8_640_000_000_000_000;
export const END = 8_640_000_000_000_000;

// http://hl7.org/fhir/R4/datatypes.html#dateTime, plus hours and minutes without seconds, which searches may carry.
const DATE_TIME =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;
const DAY_MS = 86_400_000;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days of a month of the calendar, 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/**
 * The span that a FHIR date, dateTime or instant names: `1980-02` is the whole February, `2026-11-23T10:15Z` that
 * minute. Without an offset it is read in `zone` (IANA name). Undefined when it names no moment that exists.
 */
export function dateRange(text: string, zone: string): Range | undefined {
  const found = DATE_TIME.exec(text);
  if (!found) return undefined;
  const year = Number(found[1]);
  const month = found[2] === undefined ? 0 : Number(found[2]);
  const day = found[3] === undefined ? 0 : Number(found[3]);
  if (year === 0) return undefined;
  if (found[2] === undefined)
    return { from: startOfDay(year, 1, 1, zone), to: startOfDay(year + 1, 1, 1, zone) };
  if (month < 1 || month > 12) return undefined;
  if (found[3] === undefined) {
    return {
      from: startOfDay(year, month, 1, zone),
      to: month === 12 ? startOfDay(year + 1, 1, 1, zone) : startOfDay(year, month + 1, 1, zone),
    };
  }
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  if (found[4] === undefined) return dayRange(year, month, day, zone);
  return timeRange(found, { year, month, day }, zone);
}

/** The instant of a full date-time in ms, or the first ms of a partial one; undefined when it names no moment. */
export const instantOf = (text: string, zone: string): number | undefined => dateRange(text, zone)?.from;

/** The calendar day (`2026-11-23`) of an instant in a zone. */
export function localDay(ms: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function timeRange(
  found: RegExpExecArray,
  date: { year: number; month: number; day: number },
  zone: string,
): Range | undefined {
  const hour = Number(found[4]);
  const minute = Number(found[5]);
  const second = found[6] === undefined ? 0 : Number(found[6]);
  // 60 is a leap second, which R4 allows; it is counted as the last second of its minute.
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const offset = found[8];
  const fraction = found[7];
  const wall =
    utc(date.year, date.month, date.day) + hour * 3_600_000 + minute * 60_000 + Math.min(second, 59) * 1000;
  const base = offset === undefined ? fromWall(wall, zone) : wall - offsetMs(offset);
  if (base === undefined || Number.isNaN(base)) return undefined;
  if (found[6] === undefined) return { from: base, to: base + 60_000 };
  if (fraction === undefined) return { from: base, to: base + 1000 };
  const from = base + Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6);
  return { from, to: from + (fraction.length === 1 ? 100 : fraction.length === 2 ? 10 : 1) };
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (hours > 14 || minutes > 59) return Number.NaN;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Ms of 00:00 UTC; `Date.UTC` reads years below 100 as 19xx, so they are set separately. */
function utc(year: number, month: number, day: number): number {
  if (year >= 100) return Date.UTC(year, month - 1, day);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

function fromWall(wall: number, zone: string): number {
  if (zone === 'UTC') return wall;
  const iso = new Date(wall).toISOString().replace('Z', '');
  return Temporal.PlainDateTime.from(iso).toZonedDateTime(zone).epochMilliseconds;
}

function dayRange(year: number, month: number, day: number, zone: string): Range {
  const from = startOfDay(year, month, day, zone);
  const next = utc(year, month, day) + DAY_MS;
  if (zone === 'UTC') return { from, to: next };
  const date = new Date(next);
  return { from, to: startOfDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), zone) };
}

// A zone's midnight costs microseconds to find and is asked for again and again: birthdays, visit days.
const midnights = new Map<string, number>();
const MOST_MIDNIGHTS = 50_000;

function startOfDay(year: number, month: number, day: number, zone: string): number {
  if (zone === 'UTC') return utc(year, month, day);
  const key = `${zone}|${year * 10_000 + month * 100 + day}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  // Not `startOfDay` of a wall time of 00:00: where clocks skip midnight the day begins at 01:00, and Temporal knows.
  const found = new Temporal.PlainDate(year, month, day).toZonedDateTime(zone).epochMilliseconds;
  if (midnights.size >= MOST_MIDNIGHTS) midnights.clear();
  midnights.set(key, found);
  return found;
}
