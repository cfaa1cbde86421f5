/** The kick-off of an export, read (https://hl7.org/fhir/uv/bulkdata/export.html, version 2). */
import { badRequest, FhirFailure } from '#fhir/outcome.ts';
import { isResourceType } from '#fhir/search/definitions.ts';

export interface ExportAsked {
  readonly level: 'system' | 'patient' | 'group';
  /** Logical id, at group level. */
  readonly group?: string;
  /** Absent: every type that may be read. */
  readonly types?: readonly string[];
  /** FHIR instant. */
  readonly since?: string;
  /** Searches by type, any of which may match: the part behind `Type?`. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

const KNOWN = new Set(['_outputFormat', '_since', '_type', '_typeFilter']);
const FORMATS = new Set(['application/fhir+ndjson', 'application/ndjson', 'ndjson']);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Reads path, query or Parameters. Throws FhirFailure 400 naming what is wrong, 406 for a synchronous answer. */
export function exportAsked(
  path: readonly string[],
  query: URLSearchParams,
  prefer: string | undefined,
): ExportAsked {
  if (!/(^|[,;\s])respond-async($|[,;\s])/.test(prefer ?? ''))
    throw new FhirFailure(400, {
      severity: 'error',
      code: 'not-supported',
      message: 'An export answers later: send Prefer: respond-async.',
      expression: 'http.prefer',
    });
  // To leave out silently what narrows an export would hand out more than was asked for.
  const lenient = /handling\s*=\s*"?lenient/.test(prefer ?? '');
  for (const name of query.keys())
    if (!KNOWN.has(name) && !lenient)
      throw badRequest(`An export does not know '${name.slice(0, 40)}'.`, `http.${name}`);
  const format = query.get('_outputFormat');
  if (format !== null && !FORMATS.has(format))
    throw badRequest('The format is application/fhir+ndjson.', 'http._outputFormat');
  const types = listed(query, '_type');
  for (const type of types)
    if (!isResourceType(type))
      throw badRequest(`'${type.slice(0, 40)}' is no R4 resource type.`, 'http._type');
  const since = query.get('_since');
  if (since !== null && (!INSTANT.test(since) || Number.isNaN(Date.parse(since))))
    throw badRequest('Write an instant: 2026-11-24T08:00:00Z.', 'http._since');
  return {
    ...levelOf(path),
    ...(types.length > 0 ? { types: [...new Set(types)] } : {}),
    ...(since === null ? {} : { since: new Date(since).toISOString() }),
    filters: filtersOf(query, types),
  };
}

const listed = (query: URLSearchParams, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((one) => one.trim())
    .filter(Boolean);

function levelOf([type, id]: readonly string[]): Pick<ExportAsked, 'level' | 'group'> {
  if (type === 'Group' && id !== undefined) return { level: 'group', group: id };
  return { level: type === 'Patient' ? 'patient' : 'system' };
}

/** Commas inside of a filter separate values of its search, so each filter is a parameter of its own. */
function filtersOf(query: URLSearchParams, types: readonly string[]): ExportAsked['filters'] {
  const filters: Record<string, string[]> = {};
  for (const filter of query.getAll('_typeFilter')) {
    const at = filter.indexOf('?');
    const type = at < 0 ? '' : filter.slice(0, at);
    if (!isResourceType(type)) throw badRequest('Write Type?parameter=value.', 'http._typeFilter');
    if (types.length > 0 && !types.includes(type))
      throw badRequest(`_type leaves out ${type}.`, 'http._typeFilter');
    filters[type] = [...(filters[type] ?? []), filter.slice(at + 1)];
  }
  return filters;
}

/** `Parameters` of a POST as the query they stand for. Throws 400 for another body. */
export function queryOfParameters(body: unknown): URLSearchParams {
  const query = new URLSearchParams();
  if (body === undefined || body === null || body === '') return query;
  const { resourceType, parameter } = body as { resourceType?: unknown; parameter?: unknown };
  if (resourceType !== 'Parameters' || (parameter !== undefined && !Array.isArray(parameter)))
    throw badRequest('Send Parameters, or the same as a query.', 'Parameters');
  for (const one of (parameter ?? []) as Record<string, unknown>[]) {
    const value = Object.entries(one).find(([key]) => key.startsWith('value'))?.[1];
    if (typeof one.name !== 'string' || typeof value !== 'string')
      throw badRequest('Each parameter has a name and a text as value.', 'Parameters.parameter');
    query.append(one.name, value);
  }
  return query;
}
