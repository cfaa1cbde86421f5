import type { Entry } from '#record/record.ts';
import type { Call } from './call.ts';

export interface Link {
  readonly relation: 'self' | 'next';
  readonly url: string;
}

/** A Bundle around entries that are text already: stored content is joined, never parsed and printed again. */
export function bundleText(
  type: 'searchset' | 'history' | 'batch-response' | 'transaction-response',
  entries: readonly string[],
  { total, links = [] }: { readonly total?: number; readonly links?: readonly Link[] } = {},
): string {
  const parts = [`{"resourceType":"Bundle","type":"${type}"`];
  if (total !== undefined) parts.push(`"total":${total}`);
  if (links.length > 0) parts.push(`"link":${JSON.stringify(links)}`);
  // FHIR has no empty arrays.
  if (entries.length > 0) parts.push(`"entry":[${entries.join(',')}]`);
  return `${parts.join(',')}}`;
}

const fullUrl = ({ base }: Call, { type, id }: Pick<Entry, 'type' | 'id'>): string => `${base}/${type}/${id}`;

/** One entry of a searchset. Type and id need no escaping: both were checked against their patterns. */
export const searchEntry = (call: Call, entry: Entry, mode: 'match' | 'include'): string =>
  `{"fullUrl":"${fullUrl(call, entry)}","resource":${entry.content},"search":{"mode":"${mode}"}}`;

/** One entry of a history: what was asked at that time and what came of it. */
export function historyEntry(call: Call, entry: Entry): string {
  const method = entry.deleted ? 'DELETE' : entry.version === 1 ? 'POST' : 'PUT';
  const url = method === 'POST' ? entry.type : `${entry.type}/${entry.id}`;
  const status = entry.deleted ? '204' : entry.version === 1 ? '201' : '200';
  const resource = entry.deleted ? '' : `"resource":${entry.content},`;
  return `{"fullUrl":"${fullUrl(call, entry)}",${resource}"request":{"method":"${method}","url":"${url}"},"response":{"status":"${status}","etag":"W/\\"${entry.version}\\"","lastModified":"${entry.updated}"}}`;
}
