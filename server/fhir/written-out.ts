/**
 * Modifiers that stand for a list (http://hl7.org/fhir/R4/search.html#modifiers): `:in` and `:not-in` a value set,
 * `:above` and `:below` in a hierarchy of codes or of places. The list is written out before the record is asked, which
 * then looks for any of it, in chains and `_has` too.
 */
import { badRequest, tooCostly } from '#fhir/outcome.ts';
import { parseReference } from '#fhir/reference.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Filter, Has, SearchRequest, SearchValue } from '#fhir/search/request.ts';
import { ICD10CM } from '#fhir/systems.ts';
import type { CodeSystem } from '#terminology/catalog/code-system.ts';
import { codeSystem } from '#terminology/catalog/load-code-systems.ts';
import type { Call } from './call.ts';
import { namedSet } from './terminology/asked-set.ts';

/** More codes or places are not looked for at once. */
const MOST = 5_000;
const DEEPEST = 12;

/** The search with its lists written out; the same when it has none. Throws FhirFailure 400 and 422 naming the parameter. */
export async function writtenOut(call: Call, request: SearchRequest): Promise<SearchRequest> {
  return {
    ...request,
    filters: await Promise.all(request.filters.map((filter) => filterOf(call, filter))),
    has: await Promise.all(request.has.map((has) => hasOf(call, has))),
  };
}

async function hasOf(call: Call, has: Has): Promise<Has> {
  return {
    ...has,
    ...(has.filter ? { filter: await filterOf(call, has.filter) } : {}),
    ...(has.has ? { has: await hasOf(call, has.has) } : {}),
  };
}

async function filterOf(call: Call, filter: Filter): Promise<Filter> {
  const { chain, modifier, param } = filter;
  if (chain) return { ...filter, chain: { ...chain, filter: await filterOf(call, chain.filter) } };
  if (param.type === 'uri' || modifier === undefined) return filter;
  if (modifier === 'in' || modifier === 'not-in') {
    const anyOf = await eachOf(filter, (value) => codesOfSet(call, value, filter));
    const { modifier: _, ...rest } = filter;
    return { ...rest, anyOf, ...(modifier === 'not-in' ? { modifier: 'not' } : {}) };
  }
  if (modifier !== 'above' && modifier !== 'below') return filter;
  const { modifier: _, ...rest } = filter;
  const list = (value: SearchValue) =>
    value.kind === 'token'
      ? codesAround(value, filter)
      : value.kind === 'reference'
        ? placesAround(call, value, filter)
        : Promise.resolve([value]);
  return { ...rest, anyOf: await eachOf(filter, list) };
}

async function eachOf(
  filter: Filter,
  list: (value: SearchValue) => Promise<SearchValue[]>,
): Promise<SearchValue[]> {
  const all = (await Promise.all(filter.anyOf.map(list))).flat();
  if (all.length > MOST)
    throw tooCostly(
      `'${filter.param.code}:${filter.modifier}' stands for more than ${MOST} values. Ask for a smaller part.`,
      at(filter),
    );
  return all;
}

const at = ({ param, modifier }: Filter): string => `http.${param.code}:${modifier}`;

async function codesOfSet(call: Call, value: SearchValue, filter: Filter): Promise<SearchValue[]> {
  const set = value.kind === 'uri' ? await namedSet(call, value.uri) : undefined;
  if (!set) throw badRequest('This value set is not here, or not every code of it is.', at(filter));
  if (set.whole !== undefined) return [{ kind: 'token', system: set.whole }];
  if (set.size > MOST)
    throw tooCostly(`This value set has more than ${MOST} codes. Ask by a part of it.`, at(filter));
  return set.page(0, set.size).map(({ system, code }) => ({ kind: 'token', system, code }));
}

/** ICD-10-CM has its hierarchy in the code itself; every other system that is shipped is flat. */
async function codesAround(
  { system, code }: Extract<SearchValue, { kind: 'token' }>,
  filter: Filter,
): Promise<SearchValue[]> {
  if (!system || !code) throw badRequest('With :above and :below write system|code.', at(filter));
  const shipped = await codeSystem(system);
  if (!shipped?.complete)
    throw badRequest(
      'The hierarchy of this code system is not here; docs/fhir.md lists those that are.',
      at(filter),
    );
  const codes = system === ICD10CM ? icd10Around(shipped, code, filter.modifier === 'below') : [code];
  return codes.map((one) => ({ kind: 'token', system, code: one }));
}

function icd10Around(list: CodeSystem, code: string, below: boolean): string[] {
  if (below) {
    const under = list.page(0, list.size).flatMap((one) => (one.code.startsWith(code) ? [one.code] : []));
    return under.length > 0 ? under : [code];
  }
  const above = Array.from({ length: code.length }, (_, end) => code.slice(0, end + 1));
  return [...new Set([...above.filter((one) => list.find(one)), code])];
}

/** Types whose resources lie within one another, and the parameter that says in which (R4 search parameters). */
const WITHIN: Readonly<Record<string, string>> = {
  Location: 'partof',
  Organization: 'partof',
  Encounter: 'part-of',
  Task: 'part-of',
  Procedure: 'part-of',
  Observation: 'part-of',
};

async function placesAround(
  call: Call,
  value: Extract<SearchValue, { kind: 'reference' }>,
  filter: Filter,
): Promise<SearchValue[]> {
  const { id } = value;
  const type = value.type ?? (filter.param.target?.length === 1 ? filter.param.target[0] : undefined);
  const within = type === undefined ? undefined : WITHIN[type];
  if (type === undefined || id === undefined || within === undefined)
    throw badRequest(
      `With :above and :below write Type/id of one of ${Object.keys(WITHIN).join(', ')}.`,
      at(filter),
    );
  const around = filter.modifier === 'below' ? partsOf : wholesOf;
  const ids = await around(call, { type, within, id });
  return ids.map((one) => ({ kind: 'reference', type, id: one }));
}

interface Place {
  readonly type: string;
  readonly within: string;
  readonly id: string;
}

/** Itself and all that lies within it, level by level; what leads back to itself ends. */
async function partsOf(call: Call, { type, within, id }: Place): Promise<string[]> {
  const found = new Set([id]);
  let level = [id];
  for (let depth = 0; level.length > 0 && depth < DEEPEST && found.size <= MOST; depth += 1) {
    const query = { [within]: level.map((one) => `${type}/${one}`).join(','), _count: '1000' };
    const { matches } = await searched(call, type, query);
    level = matches.map((entry) => entry.id).filter((one) => !found.has(one));
    for (const one of level) found.add(one);
  }
  return [...found];
}

async function wholesOf(call: Call, { type, id }: Place): Promise<string[]> {
  const found = new Set([id]);
  let next: string | undefined = id;
  while (next !== undefined && found.size <= DEEPEST) {
    const [entry] = (await searched(call, type, { _id: next })).matches;
    const content = entry ? (JSON.parse(entry.content) as { partOf?: unknown }) : {};
    next = parentOf(content.partOf, type);
    if (next === undefined || found.has(next)) break;
    found.add(next);
  }
  return [...found];
}

function parentOf(partOf: unknown, type: string): string | undefined {
  const first = (Array.isArray(partOf) ? partOf[0] : partOf) as { reference?: string } | undefined;
  const parts = parseReference(first?.reference);
  return parts?.type === type ? parts.id : undefined;
}

const searched = (call: Call, type: string, query: Readonly<Record<string, string>>) =>
  call.record.search(parseSearch(type, new URLSearchParams(query), { handling: 'strict', zone: call.zone }));
