/** What somebody typed into the one box: name, birth date, phone, record number, member number or a scanned code. Pure. */
import { fold } from '#fhir/fold.ts';

export interface Query {
  /** Folded words that may be parts of a name. */
  readonly words: readonly string[];
  /** The same words as they were typed. */
  readonly spelled: readonly string[];
  /** FHIR dates this could be; more than one when day and month could be swapped. */
  readonly dates: readonly string[];
  /** Year of birth beside a name. */
  readonly year?: string;
  /** Digits of a phone: ten, the last seven, or the last four beside a name. */
  readonly phone?: string;
  /** Digits or letters that could be a record or member number. */
  readonly number?: string;
  /** Logical id from our own code on a label or phone. */
  readonly id?: string;
}

/** First three letters, English and Spanish. */
const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  ene: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  abr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  ago: 8,
  sep: 9,
  set: 9,
  oct: 10,
  nov: 11,
  dec: 12,
  dic: 12,
};
const monthOf = (word: string): number | undefined => MONTHS[fold(word).slice(0, 3)];
const FIRST_YEAR = 1890;

const two = (value: number): string => String(value).padStart(2, '0');

function dateOf(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real && year >= FIRST_YEAR ? `${year}-${two(month)}-${two(day)}` : undefined;
}

/** A two-digit year is the last one that is not in the future. */
const century = (year: number, thisYear: number): number =>
  year >= 100 ? year : year + (2000 + year > thisYear ? 1900 : 2000);

type Reading = (
  found: RegExpExecArray,
  yearOf: (text: string | undefined) => number,
) => (string | undefined)[];

/** Every usual way to write a date, surest first: the first that is there is what was meant. */
const FORMS: readonly { readonly form: RegExp; readonly read: Reading }[] = [
  {
    form: /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/,
    read: ([, y, m, d]) => [dateOf(Number(y), Number(m), Number(d))],
  },
  {
    form: /(?<!\d)(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?!\d)/,
    read: ([, a, b, y], yearOf) => [
      dateOf(yearOf(y), Number(a), Number(b)),
      dateOf(yearOf(y), Number(b), Number(a)),
    ],
  },
  {
    // 12 Mar 1972, 12-mar-72, 12 de marzo de 1972
    form: /(?<!\d)(\d{1,2})(?:st|nd|rd|th|º)?[\s\-/.]*(?:de\s+|of\s+)?(\p{L}{3,})[\s.,\-/]*(?:del?\s+)?(\d{4}|\d{2})(?!\d)/u,
    read: ([, d, name, y], yearOf) => [dateOf(yearOf(y), monthOf(name ?? '') ?? 0, Number(d))],
  },
  {
    // March 12, 1972; marzo 12 de 1972
    form: /(\p{L}{3,})\.?[\s\-/]+(\d{1,2})(?:st|nd|rd|th|º)?[\s,\-/]+(?:del?\s+)?(\d{4}|\d{2})(?!\d)/u,
    read: ([, name, d, y], yearOf) => [dateOf(yearOf(y), monthOf(name ?? '') ?? 0, Number(d))],
  },
  {
    // 19720312
    form: /(?<!\d)((?:18|19|20)\d{2})(\d{2})(\d{2})(?!\d)/,
    read: ([, y, m, d]) => [dateOf(Number(y), Number(m), Number(d))],
  },
  {
    // 03121972, 031272
    form: /(?<!\d)(\d{2})(\d{2})(\d{4}|\d{2})(?!\d)/,
    read: ([, a, b, y], yearOf) => [
      dateOf(yearOf(y), Number(a), Number(b)),
      dateOf(yearOf(y), Number(b), Number(a)),
    ],
  },
];

interface DateFound {
  readonly dates: readonly string[];
  /** The text without the date. */
  readonly rest: string;
}

function findDates(text: string, thisYear: number): DateFound {
  for (const { form, read } of FORMS) {
    const found = form.exec(text);
    const dates = found
      ? read(found, (year) => century(Number(year), thisYear)).filter((one): one is string => Boolean(one))
      : [];
    if (found && dates.length > 0) return { dates: [...new Set(dates)], rest: text.replace(found[0], ' ') };
  }
  return { dates: [], rest: text };
}

/** [R2] Dates that a text can mean, the American reading first. `thisYear` bounds two-digit years. */
export const readDates = (text: string, thisYear: number): readonly string[] =>
  findDates(text, thisYear).dates;

const CODE = /^MEDLEY:P:([A-Za-z0-9\-.]{1,64})$/i;

/** [R1] The barcode on an American driver's licence (AAMVA DL/ID card design standard, D.12): family, first name, birth date. */
function readLicence(text: string): string | undefined {
  if (!/ANSI ?\d{6}/.test(text)) return undefined;
  const element = (id: string) =>
    new RegExp(`${id}([^\\n\\r\\x1c-\\x1f]{1,40})`).exec(text)?.[1]?.trim() ?? '';
  const [, month, day, year] = /^(\d{2})(\d{2})(\d{4})/.exec(element('DBB')) ?? [];
  const first = element('DAC') || (element('DCT').split(/[ ,]/)[0] ?? '');
  const family = element('DCS');
  return family && year ? `${first} ${family} ${year}-${month}-${day}` : undefined;
}

/** [R1] Reads the box. `thisYear` is the clinic's. */
export function readQuery(typed: string, thisYear: number): Query {
  const text = readLicence(typed) ?? typed.trim();
  const code = CODE.exec(text);
  if (code?.[1]) return { words: [], spelled: [], dates: [], id: code[1] };
  const whole = text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  const plain = /^[\d\s().+-]+$/.test(text);
  const isPhone = plain && (whole.length === 10 || (whole.length === 7 && /^\d{3}[-. ]?\d{4}$/.test(text)));
  const { dates, rest } =
    isPhone && whole.length === 10 ? { dates: [], rest: text } : findDates(text, thisYear);
  const number = /^#?[A-Za-z0-9-]{3,20}$/.test(text) && /\d/.test(text) ? text.replace('#', '') : undefined;
  const spelled = rest.split(/[\s,;]+/).filter((word) => /\p{L}/u.test(word) && !/\d/.test(word));
  const words = spelled.flatMap((word) => fold(word).split(' ')).filter(Boolean);
  const four = words.length > 0 ? /(?<!\d)\d{4}(?!\d)/.exec(rest)?.[0] : undefined;
  const isYear = four !== undefined && Number(four) >= FIRST_YEAR && Number(four) <= thisYear;
  const phone = isPhone ? whole : four && !isYear ? four : undefined;
  return {
    words,
    spelled,
    dates,
    ...(isYear ? { year: four } : {}),
    ...(phone ? { phone } : {}),
    ...(number ? { number } : {}),
  };
}
