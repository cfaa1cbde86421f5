import { Temporal } from '#fhir/temporal.ts';
import type { EntryProblem } from './entry.ts';

export type DateReading =
  | { readonly kind: 'empty' | 'partial' }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'wrong'; readonly problem: EntryProblem };

/**
 * A day in the past as it is said: `11/1`, `11/1/2026`, `2026-11-01`, `3w` or `20d` ago. Month before day, as the
 * clinic's US forms have it, in both languages; without a year the latest such day that is not in the future.
 */
export function readPastDate(typed: string, today: string): DateReading {
  const text = typed.trim().toLowerCase();
  if (text === '') return { kind: 'empty' };
  const day = Temporal.PlainDate.from(today);
  const ago = /^(\d{1,3})\s*([dws])/.exec(text);
  if (ago)
    return {
      kind: 'date',
      date: day.subtract({ days: Number(ago[1]) * (ago[2] === 'd' ? 1 : 7) }).toString(),
    };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3]), today);
  const us = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$/.exec(text);
  if (!us) return /^[\d/.\- ]+$/.test(text) ? { kind: 'partial' } : { kind: 'wrong', problem: 'not-a-date' };
  const [month, date] = [Number(us[1]), Number(us[2])];
  if (us[3] !== undefined)
    return dated(us[3].length === 2 ? 2000 + Number(us[3]) : Number(us[3]), month, date, today);
  const thisYear = dated(day.year, month, date, today);
  return thisYear.kind === 'wrong' && thisYear.problem === 'in-the-future'
    ? dated(day.year - 1, month, date, today)
    : thisYear;
}

function dated(year: number, month: number, day: number, today: string): DateReading {
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    return Temporal.PlainDate.compare(date, Temporal.PlainDate.from(today)) > 0
      ? { kind: 'wrong', problem: 'in-the-future' }
      : { kind: 'date', date: date.toString() };
  } catch {
    return { kind: 'wrong', problem: 'not-a-date' };
  }
}
