import { badRequest, notFound } from '#fhir/outcome.ts';
import { isResourceType } from '#fhir/search/definitions.ts';
import { bundleText, searchEntry } from './bundle-text.ts';
import type { Answer, Call } from './call.ts';
import { pageLinks, pageOf } from './history.ts';
import { isId } from './preconditions.ts';

/** More in one answer would be felt by everybody else: with more there is a next link. */
const WHOLE = 1000;

/** `Patient/x/$everything`: the patient and all that is in her compartment (http://hl7.org/fhir/R4/patient-operation-everything.html). */
export async function everything(
  call: Call,
  { id, query }: { id: string; query: URLSearchParams },
): Promise<Answer> {
  if (!isId(id)) throw notFound('There is no Patient with this id.');
  const { count, ...page } = pageOf(query);
  const types = query.get('_type')?.split(',').filter(Boolean);
  for (const type of types ?? [])
    if (!isResourceType(type)) throw badRequest('_type lists R4 resource types.', 'http._type');
  const { entries, next } = await call.record.everything(id, {
    ...page,
    count: query.has('_count') && count !== undefined ? count : WHOLE,
    ...(types ? { types } : {}),
  });
  if (entries.length === 0 && !query.has('_cursor') && !types && !page.since)
    throw notFound('There is no Patient with this id.');
  const body = bundleText(
    'searchset',
    entries.map((entry) => searchEntry(call, entry, 'match')),
    { links: pageLinks(call, { path: `Patient/${id}/$everything`, query, next }) },
  );
  return { status: 200, body };
}
