import { badRequest, FhirFailure } from '#fhir/outcome.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Entry } from '#record/record.ts';
import type { Call } from './call.ts';
import { writtenOut } from './written-out.ts';

/** The one resource that matches, or undefined. Throws 412 when several do, 400 when nothing narrows the search. */
export async function onlyMatch(
  call: Call,
  type: string,
  query: string | URLSearchParams,
): Promise<Entry | undefined> {
  const params =
    typeof query === 'string' ? new URLSearchParams(query.replace(/^\?/, '')) : new URLSearchParams(query);
  for (const name of [
    '_count',
    '_sort',
    '_format',
    '_pretty',
    '_include',
    '_revinclude',
    '_summary',
    '_elements',
    '_total',
  ])
    params.delete(name);
  params.set('_count', '2');
  const parsed = parseSearch(type, params, { handling: 'strict', zone: call.zone, base: call.base });
  const request = await writtenOut(call, parsed);
  if (request.filters.length === 0 && request.has.length === 0 && request.ids === undefined)
    throw badRequest('A condition names at least one search parameter with a value.');
  const { matches } = await call.record.search(request);
  if (matches.length > 1)
    throw new FhirFailure(412, {
      severity: 'error',
      code: 'multiple-matches',
      message: `The condition fits more than one ${type}.`,
    });
  return matches[0];
}
