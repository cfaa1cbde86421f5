import { badRequest, FhirFailure, notFound } from '#fhir/outcome.ts';
import { isResourceType } from '#fhir/search/definitions.ts';
import type { Asked, AskedHeaders } from '../call.ts';

/** One entry of a batch or transaction, taken apart. */
export interface Step {
  readonly index: number;
  readonly asked: Asked;
  readonly fullUrl: string | undefined;
}

interface RawEntry {
  readonly fullUrl?: unknown;
  readonly resource?: unknown;
  readonly request?: { readonly [name: string]: unknown };
}

export const METHODS = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET', 'HEAD'] as const;
const MOST_ENTRIES = 5_000;

/** The type of the Bundle and its entries. Throws 400 when it is none that is processed. */
export function entriesOf(body: unknown): { type: 'batch' | 'transaction'; entries: readonly unknown[] } {
  const bundle = body as { resourceType?: unknown; type?: unknown; entry?: unknown };
  if (typeof body !== 'object' || body === null || bundle.resourceType !== 'Bundle')
    throw badRequest('Only a Bundle can be posted here.', 'resourceType');
  const { type, entry = [] } = bundle;
  if (type !== 'batch' && type !== 'transaction')
    throw badRequest('The type of the Bundle is batch or transaction.', 'Bundle.type');
  if (!Array.isArray(entry)) throw badRequest('The entries are an array.', 'Bundle.entry');
  if (entry.length > MOST_ENTRIES)
    throw badRequest(`A Bundle has at most ${MOST_ENTRIES} entries; send several.`, 'Bundle.entry');
  return { type, entries: entry };
}

/** One entry as a step. Throws 400 with the entry's path. */
export function stepOf(raw: unknown, index: number): Step {
  const at = `Bundle.entry[${index}]`;
  if (typeof raw !== 'object' || raw === null) throw badRequest('An entry is an object.', at);
  const { request, resource, fullUrl } = raw as RawEntry;
  if (typeof request !== 'object' || request === null)
    throw badRequest('The entry has no request.', `${at}.request`);
  const { method, url } = request;
  if (typeof method !== 'string' || !(METHODS as readonly string[]).includes(method))
    throw badRequest('The method is one of GET, HEAD, POST, PUT, PATCH, DELETE.', `${at}.request.method`);
  if (typeof url !== 'string') throw badRequest('The request has no url.', `${at}.request.url`);
  const [path = '', query = ''] = url.replace(/^\//, '').split('?');
  const headers: AskedHeaders = {
    ifMatch: text(request.ifMatch),
    ifNoneMatch: text(request.ifNoneMatch),
    ifModifiedSince: text(request.ifModifiedSince),
    ifNoneExist: text(request.ifNoneExist),
  };
  return {
    index,
    fullUrl: text(fullUrl),
    asked: {
      method,
      path: path.split('/').filter(Boolean),
      query: new URLSearchParams(query),
      body: resource,
      headers,
    },
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The resource type a step is about. Throws 404 when there is none of that name. */
export function typeOf({ asked, index }: Step): string {
  const [type = ''] = asked.path;
  if (!isResourceType(type)) throw within(notFound(`'${type.slice(0, 40)}' is no R4 resource type.`), index);
  return type;
}

/** The failure of one entry as the failure of the whole: its paths begin with the entry. */
export function within(failure: FhirFailure, index: number): FhirFailure {
  const entry = `Bundle.entry[${index}]`;
  const path = (expression: string | undefined) => {
    if (expression === undefined || expression.startsWith('http.')) return entry;
    return expression.startsWith('Bundle.entry')
      ? expression
      : `${entry}.resource${expression.replace(/^[A-Za-z]+/, '')}`;
  };
  return new FhirFailure(
    failure.status,
    ...failure.findings.map((finding) => ({ ...finding, expression: path(finding.expression) })),
  );
}
