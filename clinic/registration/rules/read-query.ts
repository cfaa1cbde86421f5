/** What somebody typed into the one box: name, birth date, phone, record number, member number or a scanned code. Pure. */
import { fold } from '#fhir/fold.ts';

export interface Query {
  /** Folded words that may be parts of a name. */
  readonly words: readonly string[];
  /** FHIR dates this could be; more than one when day and month could be swapped. */
  readonly dates: readonly string[];
  /** Ten digits. */
  readonly phone?: string;
  /** Digits or letters that could be a record or member number. */
  readonly number?: string;
  /** Logical id from our own code on a label or phone. */
  readonly id?: string;
}

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
  sept: 9,
  oct: 10,
  nov: 11,
  dec: 12,
  dic: 12,
};

const two = (value: number): string => String(value).padStart(2, '0');

function dateOf(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real && year >= 1890 ? `${year}-${two(month)}-${two(day)}` : undefined;
}

/** A two-digit year is the last one that is not in the future. */
const century = (year: number, thisYear: number): number =>
  year >= 100 ? year : year + (2000 + year > thisYear ? 1900 : 2000);

/** [R2] Dates that a text can mean, the American reading first. `thisYear` bounds two-digit years. */
export function readDates(text: string, thisYear: number): string[] {
  const found: (string | undefined)[] = [];
  const iso = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/.exec(text);
  if (iso) found.push(dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const slashed = /\b(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})\b/.exec(text);
  if (slashed && !iso) {
    const [a, b, year] = [Number(slashed[1]), Number(slashed[2]), century(Number(slashed[3]), thisYear)];
    found.push(dateOf(year, a, b), dateOf(year, b, a));
  }
  const worded = /\b(\d{1,2})?\s*([a-zA-Z]{3,})\.?\s*(\d{1,2})?,?\s*(\d{4}|\d{2})\b/.exec(text);
  const month = worded ? MONTHS[fold(worded[2] ?? '').slice(0, 3)] : undefined;
  if (worded && month)
    found.push(dateOf(century(Number(worded[4]), thisYear), month, Number(worded[1] ?? worded[3] ?? 0)));
  const bare = /^\s*(\d{2})(\d{2})(\d{4}|\d{2})\s*$/.exec(text);
  if (bare) found.push(dateOf(century(Number(bare[3]), thisYear), Number(bare[1]), Number(bare[2])));
  return [...new Set(found.filter((one): one is string => one !== undefined))];
}

const CODE = /^MEDLEY:P:([A-Za-z0-9\-.]{1,64})$/i;

/** [R1] Reads the box. `thisYear` is the clinic's. */
export function readQuery(typed: string, thisYear: number): Query {
  const text = typed.trim();
  const code = CODE.exec(text);
  if (code?.[1]) return { words: [], dates: [], id: code[1] };
  const dates = readDates(text, thisYear);
  const digits = text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  const phone = digits.length === 10 && /^[\d\s().+-]+$/.test(text) ? digits : undefined;
  const number = /^[A-Za-z0-9-]{3,20}$/.test(text) && /\d/.test(text) ? text : undefined;
  const words = fold(text)
    .split(/[\s,;]+/)
    .filter(
      (word) =>
        /\p{L}/u.test(word) &&
        !/\d/.test(word) &&
        (dates.length === 0 || MONTHS[word.slice(0, 3)] === undefined),
    );
  return { words, dates, ...(phone ? { phone } : {}), ...(number ? { number } : {}) };
}
