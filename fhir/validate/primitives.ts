import { daysInMonth } from '../dates.ts';

/** What is wrong with a primitive value, as the end of a sentence that begins with its path; undefined when nothing is. */
export type PrimitiveRule = (value: unknown) => string | undefined;

// Control characters but tab, line feed and carriage return are in no FHIR string; NUL would not even fit PostgreSQL's text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const LONGEST = 1_048_576;

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DATE_TIME = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function isDate(text: string): boolean {
  const found = DATE.exec(text);
  if (!found || found[1] === '0000') return false;
  if (found[2] === undefined) return true;
  const month = Number(found[2]);
  if (month < 1 || month > 12) return false;
  return (
    found[3] === undefined ||
    (Number(found[3]) >= 1 && Number(found[3]) <= daysInMonth(Number(found[1]), month))
  );
}

function isTime(hour = '0', minute = '0', second = '0'): boolean {
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
}

function isOffset(offset: string | undefined): boolean {
  return (
    offset === undefined ||
    offset === 'Z' ||
    (Number(offset.slice(1, 3)) <= 14 && Number(offset.slice(4)) < 60)
  );
}

function isMoment(text: string, pattern: RegExp): boolean {
  const found = pattern.exec(text);
  if (!found || !isDate(found[1] ?? '')) return false;
  if (found[2] !== undefined && (found[1]?.length ?? 0) < 10) return false;
  return isTime(found[2], found[3], found[4]) && isOffset(found[5]);
}

const string: PrimitiveRule = (value) => {
  if (typeof value !== 'string') return 'must be text in quotes.';
  if (value === '') return 'must not be empty; leave it out instead.';
  if (value.length > LONGEST) return 'is longer than 1,048,576 characters.';
  if (CONTROL.test(value)) return 'holds a control character; remove it.';
  return value.isWellFormed() ? undefined : 'holds a broken Unicode character; remove it.';
};

const patterned =
  (pattern: RegExp, rule: string): PrimitiveRule =>
  (value) =>
    string(value) ?? (pattern.test(value as string) ? undefined : rule);

const tested =
  (is: (text: string) => boolean, rule: string): PrimitiveRule =>
  (value) =>
    typeof value !== 'string' ? 'must be text in quotes.' : is(value) ? undefined : rule;

const whole =
  (least: number, rule: string): PrimitiveRule =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 2_147_483_647
      ? undefined
      : rule;

const uri = patterned(/^\S*$/, 'must be a uri without spaces.');

function base64(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return 'must be base64 text.';
  return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value) ? undefined : 'must be base64 text.';
}

/** The primitive types of R4 (http://hl7.org/fhir/R4/datatypes.html#primitive). */
export const PRIMITIVES: Readonly<Record<string, PrimitiveRule>> = {
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false, without quotes.'),
  integer: whole(-2_147_483_648, 'must be a whole number.'),
  unsignedInt: whole(0, 'must be a whole number, 0 or more.'),
  positiveInt: whole(1, 'must be a whole number, 1 or more.'),
  decimal: (value) =>
    typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a number, without quotes.',
  string,
  markdown: string,
  code: patterned(/^\S+(?:\s\S+)*$/, 'must be a code: no space at either end, single ones inside.'),
  id: patterned(/^[A-Za-z0-9\-.]{1,64}$/, 'must be an id: 1 to 64 letters, digits, dashes and dots.'),
  uri,
  url: uri,
  canonical: uri,
  oid: patterned(/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/, 'must be urn:oid: and a dotted number.'),
  uuid: patterned(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    'must be urn:uuid: and a UUID in lower case.',
  ),
  base64Binary: base64,
  date: tested(isDate, 'must be a date that exists: YYYY, YYYY-MM or YYYY-MM-DD.'),
  dateTime: tested(
    (text) => isMoment(text, DATE_TIME),
    'must be a date that exists, or a date and time with seconds and offset: 2026-11-23T10:15:00-05:00.',
  ),
  instant: tested(
    (text) => isMoment(text, INSTANT),
    'must be a moment with seconds and offset: 2026-11-23T10:15:00.000Z.',
  ),
  time: tested(
    (text) => /^\d{2}:\d{2}:\d{2}(?:\.\d+)?$/.test(text) && isTime(...text.split(':')),
    'must be a time of day: hh:mm:ss.',
  ),
};
