import { gone, notFound } from '#fhir/outcome.ts';
import type { Entry } from '#record/record.ts';
import { answerRead, etagOf } from './answers.ts';
import type { Answer, AskedHeaders, Call } from './call.ts';
import { isId, isVersion } from './preconditions.ts';

const missing = (type: string) => notFound(`There is no ${type} with this id.`);

/** The current version; 404 when it never was, 410 when it was deleted, 304 when the caller has it. */
export async function read(
  call: Call,
  { type, id, headers }: { type: string; id: string; headers: AskedHeaders },
): Promise<Answer> {
  const entry = isId(id) ? await call.record.read(type, id) : undefined;
  if (!entry) throw missing(type);
  if (entry.deleted) throw gone(`This ${type} was deleted.`);
  return known(entry, headers) ? { status: 304, etag: etagOf(entry.version) } : answerRead(entry);
}

function known(entry: Entry, { ifNoneMatch, ifModifiedSince }: AskedHeaders): boolean {
  if (ifNoneMatch !== undefined)
    return ifNoneMatch.split(',').some((tag) => tag.trim() === etagOf(entry.version));
  const since = ifModifiedSince === undefined ? Number.NaN : Date.parse(ifModifiedSince);
  // HTTP dates have whole seconds.
  return Math.floor(Date.parse(entry.updated) / 1000) * 1000 <= since;
}

/** One version; 410 when that version is the deletion. */
export async function vread(
  call: Call,
  { type, id, version }: { type: string; id: string; version: string },
): Promise<Answer> {
  const entry =
    isId(id) && isVersion(version) ? await call.record.vread(type, id, Number(version)) : undefined;
  if (!entry) throw notFound(`There is no such version of this ${type}.`);
  if (entry.deleted) throw gone(`This version says that the ${type} was deleted.`);
  return answerRead(entry);
}
