import { badRequest, notFound } from '#fhir/outcome.ts';
import { isResourceType } from '#fhir/search/definitions.ts';
import { bundleText, searchEntry } from './bundle-text.ts';
import type { Answer, Call } from './call.ts';
import { type CareDates, careDates, isWithin } from './care-dates.ts';
import { type Given, givenTo } from './given.ts';
import { pageLinks, pageOf } from './history.ts';
import { isId } from './preconditions.ts';
import { subsetAsked } from './subset.ts';

/** More in one answer would be felt by everybody else: with more there is a next link. */
const WHOLE = 1000;
const OF_PAGE = ['_count', '_since', '_type', '_cursor', '_elements', '_summary'];

interface Asks {
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** `Patient/x/$everything`: the patient and all that is in her compartment (http://hl7.org/fhir/R4/patient-operation-everything.html). */
export async function everything(call: Call, { id, query, body }: Asks): Promise<Answer> {
  const given = givenTo({ query, body }, { known: [...OF_PAGE, 'start', 'end'] });
  return compartment(call, {
    id,
    given,
    path: `Patient/${id}/$everything`,
    dates: careDates(given, call.zone),
  });
}

/** `Patient/x/*`: the same as a search of the compartment (http://hl7.org/fhir/R4/http.html#vsearch). */
export async function searchCompartment(call: Call, { id, query }: Omit<Asks, 'body'>): Promise<Answer> {
  const given = givenTo({ query, body: undefined }, { known: OF_PAGE });
  return compartment(call, { id, given, path: `Patient/${id}/*`, dates: undefined });
}

async function compartment(
  call: Call,
  { id, given, path, dates }: { id: string; given: Given; path: string; dates: CareDates | undefined },
): Promise<Answer> {
  if (!isId(id)) throw notFound('There is no Patient with this id.');
  const query = given.query();
  const { count, ...page } = pageOf(query);
  const types = typesOf(given);
  const shown = subsetAsked('Patient', query);
  const { entries, next } = await call.record.everything(id, {
    ...page,
    count: query.has('_count') && count !== undefined ? count : WHOLE,
    ...(types ? { types } : {}),
  });
  if (entries.length === 0 && !query.has('_cursor') && !types && !page.since)
    throw notFound('There is no Patient with this id.');
  const kept = dates ? entries.filter((entry) => isWithin(dates, entry, call.zone)) : entries;
  const body = bundleText(
    'searchset',
    kept.map((entry) => searchEntry(call, shown(entry), 'match')),
    { links: pageLinks(call, { path, query, next }) },
  );
  return { status: 200, body };
}

/** `_type`, comma separated and repeated; undefined for all. Throws 400. */
export function typesOf(given: Given): string[] | undefined {
  const types = given.all('_type').flatMap((list) => list.split(',').filter(Boolean));
  if (!types.every(isResourceType)) throw badRequest('_type lists R4 resource types.', 'http._type');
  return types.length > 0 ? types : undefined;
}
