import { notFound, notSupported } from '#fhir/outcome.ts';
import { compartmentParams } from '#fhir/search/compartment.ts';
import type { Answer, Asked, Call } from './call.ts';
import { searchCompartment } from './everything.ts';
import { isId } from './preconditions.ts';
import { search } from './search.ts';

/** `Patient/x/Observation?…` and `Patient/x/*`: a search that stays in the patient's compartment. */
export function compartmentSearch(
  call: Call,
  { id, type, query, headers }: Asked & { id: string; type: string },
): Promise<Answer> {
  if (!isId(id)) throw notFound('There is no Patient with this id.');
  if (type === '*') return searchCompartment(call, { id, query });
  if (type !== 'Patient' && compartmentParams(type).length === 0)
    throw notSupported(`A ${type} is in no patient's compartment; search it as /${type}.`);
  return search(call, { type, query, prefer: headers.prefer, within: id });
}
