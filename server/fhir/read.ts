import { gone, notFound } from '#fhir/outcome.ts';
import type { Entry } from '#record/record.ts';
import { answerRead, etagOf } from './answers.ts';
import type { Answer, AskedHeaders, Call } from './call.ts';
import { knownParameters } from './known-parameters.ts';
import { isId, isVersion } from './preconditions.ts';
import { subsetAsked } from './subset.ts';

const missing = (type: string) => notFound(`There is no ${type} with this id.`);

/** The current version; 404 when it never was, 410 when it was deleted, 304 when the caller has it. */
export async function read(
  call: Call,
  {
    type,
    id,
    headers,
    ...asked
  }: { type: string; id: string; headers: AskedHeaders; query?: URLSearchParams },
): Promise<Answer> {
  const shown = shownAs(type, { headers, query: asked.query });
  const entry = isId(id) ? await call.record.read(type, id) : undefined;
  if (!entry) throw missing(type);
  if (entry.deleted) throw gone(`This ${type} was deleted.`);
  return known(entry, headers) ? { status: 304, etag: etagOf(entry.version) } : answerRead(shown(entry));
}

/** In whole, or as much as `_summary` or `_elements` ask for. */
function shownAs(
  type: string,
  { headers: { prefer }, query }: { headers: AskedHeaders; query: URLSearchParams | undefined },
): (entry: Entry) => Entry {
  if (query === undefined || query.size === 0) return (entry) => entry;
  return subsetAsked(type, knownParameters(query, { known: ['_summary', '_elements'], prefer }));
}

function known(entry: Entry, { ifNoneMatch, ifModifiedSince }: AskedHeaders): boolean {
  if (ifNoneMatch !== undefined)
    return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || weak(tag) === etagOf(entry.version));
  const since = ifModifiedSince === undefined ? Number.NaN : Date.parse(ifModifiedSince);
  // HTTP dates have whole seconds.
  return Math.floor(Date.parse(entry.updated) / 1000) * 1000 <= since;
}

/** Tags are compared weakly (RFC 9110 13.1.2). */
const weak = (tag: string): string => `W/${tag.trim().replace(/^W\//, '')}`;

/** One version; 410 when that version is the deletion. */
export async function vread(
  call: Call,
  {
    type,
    id,
    version,
    ...asked
  }: { type: string; id: string; version: string; headers: AskedHeaders; query: URLSearchParams },
): Promise<Answer> {
  const shown = shownAs(type, asked);
  const entry =
    isId(id) && isVersion(version) ? await call.record.vread(type, id, Number(version)) : undefined;
  if (!entry) throw notFound(`There is no such version of this ${type}.`);
  if (entry.deleted) throw gone(`This version says that the ${type} was deleted.`);
  return answerRead(shown(entry));
}
