import { badRequest, outcome } from '#fhir/outcome.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { SearchRequest } from '#fhir/search/request.ts';
import { bundleText, searchEntry } from './bundle-text.ts';
import type { Answer, Call } from './call.ts';
import { pageLinks } from './history.ts';
import { preferencesOf } from './prefer.ts';
import { subsetOf } from './subset.ts';
import { writtenOut } from './written-out.ts';

/** A compartment: its address, and what it leaves of a search. */
export interface Within {
  readonly path: string;
  readonly narrow: (request: SearchRequest) => SearchRequest;
}

interface Searched {
  readonly type: string;
  readonly query: URLSearchParams;
  readonly prefer: string | undefined;
  /** The compartment to stay in. */
  readonly within?: Within;
}

/** A page of a search, GET or POST alike, with the link to the next one. */
export async function search(call: Call, { type, query, prefer, within }: Searched): Promise<Answer> {
  const { handling } = preferencesOf(prefer);
  const parsed = parseSearch(type, query, { handling, zone: call.zone, base: call.base });
  const written = await writtenOut(call, parsed);
  const request = within === undefined ? written : within.narrow(written);
  if (request.summary === 'text' && request.include.length + request.revinclude.length > 0)
    throw badRequest('_summary=text shows no references, so nothing is included with it.', 'http._summary');
  const page = await call.record.search(request);
  const shown = subsetOf(request);
  const entries = [
    ...page.matches.map((entry) => searchEntry(call, shown(entry), 'match')),
    ...page.included.map((entry) => searchEntry(call, shown(entry), 'include')),
    ...ignoredEntry(request),
  ];
  const links = pageLinks(call, { path: within?.path ?? type, query: used(query, request), next: page.next });
  return { status: 200, body: bundleText('searchset', entries, { ...totalOf(page.total), links }) };
}

/** The parameters that were acted on: what `self` says (http://hl7.org/fhir/R4/search.html#conformance). */
function used(query: URLSearchParams, { ignored }: SearchRequest): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => !ignored.includes(name)));
}

const totalOf = (total: number | undefined) => (total === undefined ? {} : { total });

/** Parameters that were left out are named, so that nobody takes a wider answer for the one asked for. */
function ignoredEntry({ ignored }: SearchRequest): string[] {
  if (ignored.length === 0) return [];
  const findings = ignored.map((name) => ({
    severity: 'warning' as const,
    code: 'not-supported' as const,
    message: `The search parameter '${name.slice(0, 60)}' is not known here and was left out.`,
  }));
  return [`{"resource":${JSON.stringify(outcome(...findings))},"search":{"mode":"outcome"}}`];
}
