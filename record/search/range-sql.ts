import type { Prefix, SearchValue } from '#fhir/search/request.ts';
import type { Sql } from './sql.ts';

/** SQL of the two ends of a stored range. */
export interface Ends {
  readonly low: string;
  readonly high: string;
}

type DateAsked = Extract<SearchValue, { kind: 'date' }>;

export interface NumberAsked {
  readonly prefix: Prefix;
  readonly number: number;
  readonly low: number;
  readonly high: number;
}

/** How near is near: a tenth of the number, or of the time between the date and now (R4 search, prefix `ap`). */
const NEAR = 0.1;

/** Stored [low, high) against asked [from, to), by http://hl7.org/fhir/R4/search.html#prefix. */
export function dateCondition(sql: Sql, { low, high }: Ends, { prefix, from, to }: DateAsked): string {
  const start = () => sql.double(from);
  const end = () => sql.double(to);
  const within = () => `(${low} >= ${start()} and ${high} <= ${end()})`;
  switch (prefix) {
    case 'eq':
      return within();
    case 'ne':
      return `not ${within()}`;
    case 'gt':
      return `${high} > ${end()}`;
    case 'lt':
      return `${low} < ${start()}`;
    // A visit that ended on the third is "on or after the third".
    case 'ge':
      return `${high} > ${start()}`;
    case 'le':
      return `${low} < ${end()}`;
    case 'sa':
      return `${low} >= ${end()}`;
    case 'eb':
      return `${high} <= ${start()}`;
    case 'ap': {
      const near = Math.abs(sql.at.nowMs - (from + to) / 2) * NEAR;
      return `(${low} < ${sql.double(to + near)} and ${high} > ${sql.double(from - near)})`;
    }
  }
}

/** What follows from a date condition for the end by which rows are found: an index can use it. */
export function dateBounds({ prefix, from, to }: DateAsked): { above?: number; below?: number } {
  switch (prefix) {
    case 'eq':
      return { above: from, below: to };
    case 'gt':
    case 'sa':
      return { above: to };
    case 'ge':
      return { above: from };
    case 'lt':
    case 'eb':
      return { below: from };
    case 'le':
      return { below: to };
    default:
      return {};
  }
}

/** Stored [low, high], a point for nearly every number, against the number asked and the range its digits imply. */
export function numberCondition(sql: Sql, { low, high }: Ends, { prefix, ...asked }: NumberAsked): string {
  const number = () => sql.double(asked.number);
  const within = () => `(${low} >= ${sql.double(asked.low)} and ${high} < ${sql.double(asked.high)})`;
  switch (prefix) {
    case 'eq':
      return within();
    case 'ne':
      return `not ${within()}`;
    case 'gt':
      return `${high} > ${number()}`;
    case 'lt':
      return `${low} < ${number()}`;
    case 'ge':
      return `${high} >= ${number()}`;
    case 'le':
      return `${low} <= ${number()}`;
    case 'sa':
      return `${low} > ${number()}`;
    case 'eb':
      return `${high} < ${number()}`;
    case 'ap': {
      const near = Math.abs(asked.number) * NEAR;
      return `(${low} <= ${sql.double(asked.number + near)} and ${high} >= ${sql.double(asked.number - near)})`;
    }
  }
}
