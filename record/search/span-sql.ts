import type { Filter, SearchValue } from '#fhir/search/request.ts';
import { key64 } from '../key.ts';
import { dateBounds, dateCondition, numberCondition } from './range-sql.ts';
import { askedQuantity, WIDE_MS } from './span-params.ts';
import { allOf, anyOf, type Sql } from './sql.ts';

const ENDS = { low: 's.low', high: 's.high' };

/**
 * Resources with a date that meets every one of the filters (`ge` and `lt` of one parameter are a range of one date).
 * Dates of at most a day are found along their beginning, which then lies less than a day before whatever their end
 * must be after; the few longer ones along their end.
 */
export function dateKeys(sql: Sql, of: string, filters: readonly Filter[]): string {
  const param = sql.bigint(key64(of));
  const asked = filters.map((filter) => filter.anyOf.filter((value) => value.kind === 'date'));
  const single = asked.flatMap((values) => (values.length === 1 ? values : []));
  const [only] = single;
  if (only && filters.length === 1 && isWithinADay(only)) return withinADay(sql, param, only);
  const meets = asked.map((values) => anyOf(values.map((value) => dateCondition(sql, ENDS, value))));
  const bounds = single.map(dateBounds);
  const above = Math.max(...bounds.map((one) => one.above ?? Number.NEGATIVE_INFINITY));
  const below = Math.min(...bounds.map((one) => one.below ?? Number.POSITIVE_INFINITY));
  const rows = `select s.key from record.span s where s.clinic = $1 and s.param = ${param}`;
  const narrow = [
    `s.high - s.low <= ${WIDE_MS}`,
    ...(above > Number.NEGATIVE_INFINITY ? [`s.low > ${sql.double(above - WIDE_MS - 1)}`] : []),
    ...(below < Number.POSITIVE_INFINITY ? [`s.low < ${sql.double(below)}`] : []),
  ];
  const wide = ['s.wide', ...(above > Number.NEGATIVE_INFINITY ? [`s.high > ${sql.double(above)}`] : [])];
  return `${rows} and ${allOf([...narrow, ...meets])} union all ${rows} and ${allOf([...wide, ...meets])}`;
}

type DateValue = Extract<SearchValue, { kind: 'date' }>;

/** Nothing longer than a day lies within one. */
export const isWithinADay = ({ prefix, from, to }: DateValue): boolean =>
  prefix === 'eq' && to - from <= WIDE_MS;

/** The commonest question, a birth date or a day's visits, in its shortest form: planning and starting it costs as much as it finds. */
function withinADay(sql: Sql, param: string, { from, to }: DateValue): string {
  const end = sql.double(to);
  return `select s.key from record.span s where s.clinic = $1 and s.param = ${param} and s.low >= ${sql.double(from)} and s.low < ${end} and s.high <= ${end}`;
}

/** Resources with a number or quantity that is any of those asked for. */
export function numberKeys(sql: Sql, of: string, values: readonly SearchValue[]): string {
  const each = values.flatMap((value) => {
    if (value.kind === 'number')
      return [`s.param = ${sql.bigint(key64(of))} and ${numberCondition(sql, ENDS, value)}`];
    if (value.kind !== 'quantity') return [];
    const { param, ...asked } = askedQuantity(of, value);
    return [
      `s.param = ${sql.bigint(param)} and ${numberCondition(sql, ENDS, asked)}${pointBound(sql, asked)}`,
    ];
  });
  return each
    .map((condition) => `select s.key from record.span s where s.clinic = $1 and ${condition}`)
    .join(' union all ');
}

/** For points the lower end bounds what "greater" means; ranges of numbers are few and looked at one by one. */
function pointBound(sql: Sql, { prefix, number }: { prefix: string; number: number }): string {
  const greater = prefix === 'gt' || prefix === 'ge';
  return greater ? ` and (s.low >= ${sql.double(number)} or s.wide)` : '';
}
