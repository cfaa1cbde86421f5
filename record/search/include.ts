import { tooCostly } from '#fhir/outcome.ts';
import { parseReference } from '#fhir/reference.ts';
import { searchParam, searchParams } from '#fhir/search/definitions.ts';
import { extractor } from '#fhir/search/extract.ts';
import type { Include, SearchRequest } from '#fhir/search/request.ts';
import { key64, resourceKey } from '../key.ts';
import { ENTRY_COLUMNS, entries } from '../read/entry-row.ts';
import type { Entry, Scope } from '../record.ts';
import { namesThePatient } from './patient-param.ts';
import { preparedName } from './plan-choice.ts';
import type { Searching } from './search.ts';
import { allOf, anyOf, Sql } from './sql.ts';
import { marks } from './token-keys.ts';

interface Asked {
  readonly request: SearchRequest;
  readonly matches: readonly Entry[];
  readonly scope: Scope | undefined;
}

const MOST_INCLUDED = 1_000;
const MOST_ROUNDS = 8;
const nameOf = ({ type, id }: { type: string; id: string }) => `${type}/${id}`;

/**
 * What `_include` and `_revinclude` add to a page, without the matches themselves. `:iterate` goes on from what was
 * added, until nothing new comes. Throws FhirFailure too-costly beyond a thousand.
 */
export async function included(searching: Searching, { request, matches, scope }: Asked): Promise<Entry[]> {
  const seen = new Set(matches.map(nameOf));
  const found: Entry[] = [];
  let fresh = matches;
  for (let round = 0; fresh.length > 0 && round < MOST_ROUNDS; round++) {
    const on = (one: Include) => round === 0 || one.iterate;
    const question = { searching, scope, from: fresh };
    const [forward, backward] = await Promise.all([
      followed(question, request.include.filter(on)),
      referring(question, request.revinclude.filter(on)),
    ]);
    fresh = [...forward, ...backward].filter((entry) => {
      const isNew = !seen.has(nameOf(entry));
      seen.add(nameOf(entry));
      return isNew;
    });
    found.push(...fresh);
    if (found.length > MOST_INCLUDED)
      throw tooCostly(`More than ${MOST_INCLUDED} resources would be included. Ask for a smaller page.`);
  }
  return found;
}

interface Question {
  readonly searching: Searching;
  readonly scope: Scope | undefined;
  readonly from: readonly Entry[];
}

async function followed(
  { searching, scope, from }: Question,
  includes: readonly Include[],
): Promise<Entry[]> {
  const wanted = new Map<string, { type: string; id: string }>();
  for (const entry of from) {
    const asked = includes.filter((include) => include.source === entry.type);
    if (asked.length === 0) continue;
    const resource: unknown = JSON.parse(entry.content);
    for (const include of asked)
      for (const target of targetsOf(resource, include)) {
        if (include.target === undefined || include.target === target.type)
          wanted.set(nameOf(target), target);
      }
  }
  if (wanted.size === 0) return [];
  const byType = Map.groupBy(wanted.values(), (target) => target.type);
  const sql = new Sql({ clinic: searching.clinic, scope, nowMs: 0, steady: true });
  const each = [...byType].map(([type, targets]) => {
    const keys = sql.bigints(targets.map(({ id }) => resourceKey(type, id)));
    const ids = sql.texts(targets.map(({ id }) => id));
    return `select ${ENTRY_COLUMNS} from record.resource r where ${sql.visible('r', type)} and r.key = any(${keys}) and r.id = any(${ids})`;
  });
  const text = each.join(' union all ');
  return entries(searching.pool, { sql: text, values: sql.values, ...preparedName(text) });
}

function targetsOf(resource: unknown, { source, param }: Include): { type: string; id: string }[] {
  const params =
    param === '*'
      ? [...searchParams(source).values()].filter((one) => one.type === 'reference')
      : [searchParam(source, param)];
  const found: { type: string; id: string }[] = [];
  for (const path of params.flatMap((one) => one?.compiled.paths ?? [])) {
    extractor(path)(resource, (value) => {
      const literal = typeof value === 'string' ? value : (value as { reference?: string } | null)?.reference;
      const parts = parseReference(literal);
      if (parts?.type && parts.id && parts.url === undefined) found.push({ type: parts.type, id: parts.id });
    });
  }
  return found;
}

async function referring(
  { searching, scope, from }: Question,
  includes: readonly Include[],
): Promise<Entry[]> {
  if (includes.length === 0) return [];
  const sql = new Sql({ clinic: searching.clinic, scope, nowMs: 0, steady: true });
  const each = includes.flatMap((include) => {
    const targets = from.filter((entry) => include.target === undefined || entry.type === include.target);
    const condition = refersToAny(sql, include, targets);
    return condition === undefined
      ? []
      : [
          `(select ${ENTRY_COLUMNS} from record.resource r where ${allOf([sql.visible('r', include.source), condition])} limit ${MOST_INCLUDED + 1})`,
        ];
  });
  if (each.length === 0) return [];
  const text = each.join(' union all ');
  return entries(searching.pool, { sql: text, values: sql.values, ...preparedName(text) });
}

function refersToAny(sql: Sql, { source, param }: Include, targets: readonly Entry[]): string | undefined {
  const known = searchParams(source);
  const params = [...known.values()].filter(
    (one) => one.type === 'reference' && (param === '*' || one.code === param),
  );
  const conditions = params.flatMap(({ code, target }) => {
    const reached = targets.filter((entry) => !target || target.includes(entry.type));
    if (reached.length === 0) return [];
    const keys = reached.map((entry) => key64(marks.reference(`${source}.${code}`, nameOf(entry))));
    if (!namesThePatient(source, code) || reached.some((entry) => entry.type !== 'Patient'))
      return [`r.tokens && ${sql.bigints(keys)}`];
    return [
      `(r.patient = any(${sql.texts(reached.map((entry) => entry.id))}) and (r.tokens || '{}') && ${sql.bigints(keys)})`,
    ];
  });
  return conditions.length === 0 ? undefined : anyOf(conditions);
}
