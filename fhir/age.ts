import { Temporal } from './temporal.ts';

/** Age in whole calendar units, plus the totals that rules ask for. */
export interface Age {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  /** Completed months since birth. */
  readonly totalMonths: number;
  /** Days since birth. */
  readonly totalDays: number;
}

/** The one number and unit by which an age is said. */
export interface SpokenAge {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

const FULL_DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * Age of someone born on `born` (FHIR date) on the day `on` (FHIR date or dateTime; its date part counts, so give the
 * clinic's local day). A partial birth date counts from its first day. Undefined when either is no date or `on` is
 * before birth. Someone born on 29 February is a year older on 1 March.
 */
export function ageOn(born: string | undefined, on: string): Age | undefined {
  const from = plainDate(born);
  const to = plainDate(on);
  if (!from || !to || Temporal.PlainDate.compare(from, to) > 0) return undefined;
  const span = from.until(to, { largestUnit: 'years' });
  return {
    years: span.years,
    months: span.months,
    days: span.days,
    totalMonths: span.years * 12 + span.months,
    totalDays: from.until(to, { largestUnit: 'days' }).days,
  };
}

/** How a clinic says an age: days to 4 weeks, weeks to 3 months, months to 2 years, then years. */
export function spokenAge(age: Age): SpokenAge {
  if (age.totalDays < 28) return { count: age.totalDays, unit: 'day' };
  if (age.totalMonths < 3) return { count: Math.floor(age.totalDays / 7), unit: 'week' };
  if (age.totalMonths < 24) return { count: age.totalMonths, unit: 'month' };
  return { count: age.years, unit: 'year' };
}

/** Age in months as growth charts count it: days / 30.4375 (DOMAIN D2, CDC growth-chart programme). */
export const chartMonths = (age: Age): number => age.totalDays / 30.4375;

/** A FHIR date as a calendar day, a partial one as its first day; undefined when it is none. */
export function plainDate(text: string | undefined): Temporal.PlainDate | undefined {
  if (!text) return undefined;
  const full = FULL_DATE.test(text)
    ? text.slice(0, 10)
    : /^\d{4}-\d{2}$/.test(text)
      ? `${text}-01`
      : /^\d{4}$/.test(text)
        ? `${text}-01-01`
        : '';
  try {
    return full ? Temporal.PlainDate.from(full, { overflow: 'reject' }) : undefined;
  } catch {
    return undefined;
  }
}
