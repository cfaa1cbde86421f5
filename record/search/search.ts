import type { Pool } from 'pg';
import type { SearchRequest } from '#fhir/search/request.ts';
import { cursorText, cursorValues } from '../read/cursor.ts';
import { arrayRows, ENTRY_COLUMNS, type EntryRow, entryOfRow } from '../read/entry-row.ts';
import type { Entry, Scope, SearchPage } from '../record.ts';
import { compartmentCondition } from './compartment-sql.ts';
import { filtersCondition, hasCondition, idCondition, type Subject } from './filter-sql.ts';
import { included } from './include.ts';
import { isSelective, isSteady, preparedName } from './plan-choice.ts';
import { MOST_SORTED, placeOrder, sortAfterReading } from './sort-after-reading.ts';
import { behind, isSortedInSql, type SortKey, sortKeys } from './sort-sql.ts';
import { allOf, Sql } from './sql.ts';

export interface Searching {
  readonly pool: Pool;
  readonly clinic: number;
  readonly zone: string;
  readonly now: () => number;
}

interface Page {
  readonly matches: Entry[];
  readonly next?: string;
}

const SUBJECT = 'r';

/** Runs a search: the page and, where asked for, the total and what is included, each narrowed by the scope. */
export async function search(
  searching: Searching,
  request: SearchRequest,
  scope?: Scope,
): Promise<SearchPage> {
  const nothing = request.ids?.length === 0;
  const wantsTotal = request.total !== 'none';
  const [page, total] = await Promise.all([
    nothing || request.count === 0 ? { matches: [] } : matching(searching, request, scope),
    wantsTotal ? (nothing ? 0 : count(searching, request, scope)) : undefined,
  ]);
  const more = request.include.length + request.revinclude.length > 0 && page.matches.length > 0;
  return {
    ...page,
    included: more ? await included(searching, { request, matches: page.matches, scope }) : [],
    ...(total === undefined ? {} : { total }),
  };
}

const begin = ({ clinic, now }: Searching, request: SearchRequest, scope: Scope | undefined): Sql =>
  new Sql({ clinic, scope, nowMs: now(), steady: isSteady(request) });

/** Everything but order and page. */
function where(sql: Sql, request: SearchRequest): string {
  const subject: Subject = { alias: SUBJECT, type: request.type, narrowed: request.ids !== undefined };
  return allOf([
    sql.visible(SUBJECT, request.type),
    ...(request.ids ? [idCondition(sql, subject, request.ids)] : []),
    ...(request.compartment === undefined ? [] : [compartmentCondition(sql, subject, request.compartment)]),
    ...filtersCondition(sql, subject, request.filters),
    ...request.has.map((has) => hasCondition(sql, subject, has)),
  ]);
}

const prepared = (request: SearchRequest, text: string): { name?: string } =>
  isSteady(request) ? preparedName(text) : {};

async function count(
  searching: Searching,
  request: SearchRequest,
  scope: Scope | undefined,
): Promise<number> {
  const sql = begin(searching, request, scope);
  const text = `select count(*) from record.resource ${SUBJECT} where ${where(sql, request)}`;
  const [row] = await arrayRows<readonly [string]>(searching.pool, {
    sql: text,
    values: sql.values,
    ...prepared(request, text),
  });
  return Number(row?.[0] ?? 0);
}

function matching(searching: Searching, request: SearchRequest, scope: Scope | undefined): Promise<Page> {
  return isSortedInSql(request.sort)
    ? ordered(searching, request, scope)
    : orderedAfter(searching, request, scope);
}

async function ordered(
  searching: Searching,
  request: SearchRequest,
  scope: Scope | undefined,
): Promise<Page> {
  const sql = begin(searching, request, scope);
  const conditions = where(sql, request);
  const named = sortKeys(sql, { alias: SUBJECT, type: request.type }, request.sort);
  const keys: SortKey[] = [...named, keyLast(request, named)];
  const cursor =
    request.cursor === undefined ? [] : [behind(sql, keys, cursorValues(request.cursor, keys.length))];
  const order = keys.map(
    ({ expression, descending, nullable }) =>
      `${expression}${descending ? ' desc' : ''}${nullable ? ' nulls last' : ''}`,
  );
  const text = `select ${ENTRY_COLUMNS}, ${keys.map((key) => `${key.expression}::text`).join(', ')}
    from record.resource ${SUBJECT} ${keys.flatMap((key) => key.join ?? []).join(' ')}
    where ${allOf([conditions, ...cursor])} order by ${order.join(', ')} limit ${sql.bigint(request.count + 1)}`;
  const rows = await arrayRows<EntryRow>(searching.pool, {
    sql: text,
    values: sql.values,
    ...prepared(request, text),
  });
  const page = rows.slice(0, request.count);
  const last = page.at(-1);
  return {
    matches: page.map(entryOfRow),
    ...(rows.length > request.count && last ? { next: cursorText(last.slice(6)) } : {}),
  };
}

/**
 * The key breaks ties, in the direction of the first sort so that one walk along an index gives the order. Where the
 * filters are selective the planner must not walk along the key in the hope to meet matches soon: `+ 0` hides its index.
 */
function keyLast(request: SearchRequest, named: readonly SortKey[]): SortKey {
  const hidden = named.length === 0 && isSelective(request);
  return {
    expression: hidden ? `(${SUBJECT}.key + 0)` : `${SUBJECT}.key`,
    cast: 'bigint',
    descending: named[0]?.descending ?? false,
    nullable: false,
  };
}

async function orderedAfter(
  searching: Searching,
  request: SearchRequest,
  scope: Scope | undefined,
): Promise<Page> {
  const sql = begin(searching, request, scope);
  const text = `select ${ENTRY_COLUMNS}, ${SUBJECT}.key::text from record.resource ${SUBJECT}
    where ${where(sql, request)} limit ${MOST_SORTED + 1}`;
  const rows = await arrayRows<EntryRow>(searching.pool, {
    sql: text,
    values: sql.values,
    ...prepared(request, text),
  });
  const sorted = sortAfterReading(rows, request.sort, searching.zone);
  const order = placeOrder(request.sort);
  const from =
    request.cursor === undefined ? undefined : cursorValues(request.cursor, request.sort.length + 1);
  const rest = from ? sorted.filter(({ place }) => order(place, from) > 0) : sorted;
  const page = rest.slice(0, request.count);
  const last = page.at(-1);
  return {
    matches: page.map(({ row }) => entryOfRow(row)),
    ...(rest.length > page.length && last ? { next: cursorText(last.place) } : {}),
  };
}
