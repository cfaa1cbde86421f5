import { notFound, notSupported } from '#fhir/outcome.ts';
import { compartmentParams } from '#fhir/search/compartment.ts';
import { searchParam } from '#fhir/search/definitions.ts';
import type { SearchRequest } from '#fhir/search/request.ts';
import type { Answer, Asked, Call } from './call.ts';
import { searchCompartment } from './everything.ts';
import { encounterParams } from './of-an-encounter.ts';
import { isId } from './preconditions.ts';
import { search } from './search.ts';

interface Asks extends Asked {
  /** Whose compartment it is. */
  readonly of: string;
  readonly id: string;
  /** What is searched: a resource type, or `*` for all. */
  readonly type: string;
}

/** `Patient/x/Observation?…`, `Patient/x/*`, `Encounter/x/Observation?…`: a search that stays in the compartment. */
export function compartmentSearch(call: Call, { of, id, type, query, headers }: Asks): Promise<Answer> {
  if (!isId(id)) throw notFound(`There is no ${of} with this id.`);
  if (of === 'Patient' && type === '*') return searchCompartment(call, { id, query });
  const narrow =
    of === 'Patient' ? ofPatient(id, type) : of === 'Encounter' ? ofEncounter(id, type) : undefined;
  if (!narrow)
    throw notSupported(
      'The compartments that are searched are those of a patient and of an encounter: /Patient/<id>/<type>.',
    );
  return search(call, {
    type,
    query,
    prefer: headers.prefer,
    within: { path: `${of}/${id}/${type}`, narrow },
  });
}

type Narrow = (request: SearchRequest) => SearchRequest;

function ofPatient(id: string, type: string): Narrow {
  if (type !== 'Patient' && compartmentParams(type).length === 0)
    throw notSupported(`A ${type} is in no patient's compartment; search it as /${type}.`);
  return (request) => ({ ...request, compartment: id });
}

function ofEncounter(id: string, type: string): Narrow {
  if (type === '*') throw notSupported('All of an encounter is /Encounter/<id>/$everything.');
  if (type === 'Encounter') {
    const kept = (ids: readonly string[] | undefined) => (ids === undefined || ids.includes(id) ? [id] : []);
    return (request) => ({ ...request, ids: kept(request.ids) });
  }
  const code = encounterParams().get(type);
  const param = code === undefined ? undefined : searchParam(type, code);
  if (!param) throw notSupported(`A ${type} is in no encounter's compartment; search it as /${type}.`);
  const filter = { param, anyOf: [{ kind: 'reference' as const, type: 'Encounter', id }] };
  return (request) => ({ ...request, filters: [...request.filters, filter] });
}
