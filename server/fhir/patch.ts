import { gone, notFound } from '#fhir/outcome.ts';
import { type Entry, VersionConflict } from '#record/record.ts';
import { answerWritten } from './answers.ts';
import type { Answer, AskedHeaders, Call } from './call.ts';
import { onlyMatch } from './conditional.ts';
import { operationsOf, patched } from './json-patch.ts';
import { isId, movedOn, versionAsked } from './preconditions.ts';
import { validated } from './resource-body.ts';
import { lostRace } from './write.ts';

interface Asks {
  readonly type: string;
  readonly body: unknown;
  readonly headers: AskedHeaders;
}

/** A patch says what to change, so one that lost a race is done again on what won. */
const TRIES = 4;

/** JSON Patch of one resource; what comes of it must be valid. At the version `If-Match` names, if it names one. */
export async function patch(call: Call, { type, id, body, headers }: Asks & { id: string }): Promise<Answer> {
  const operations = operationsOf(body);
  const wanted = versionAsked(headers.ifMatch);
  for (let attempt = 1; ; attempt += 1) {
    const entry = await current(call, { type, id, ifMatch: headers.ifMatch });
    const resource = validated(call, { ...patched(entry.content, operations), id });
    try {
      const [written] = await call.record.commit({
        writes: [{ kind: 'update', resource, ifVersion: entry.version }],
      });
      if (!written) throw new Error('A commit of one write answered no entry.');
      return answerWritten(call, written, headers.prefer);
    } catch (error) {
      const again = error instanceof VersionConflict && wanted === undefined && attempt < TRIES;
      if (!again) throw lostRace(error, wanted !== undefined);
    }
  }
}

/** Patches the one that matches the search; 404 when none does, 412 when several do. */
export async function conditionalPatch(
  call: Call,
  { query, ...asks }: Asks & { query: URLSearchParams },
): Promise<Answer> {
  return patch(call, { ...asks, id: (await mustMatch(call, asks.type, query)).id });
}

export async function mustMatch(call: Call, type: string, query: URLSearchParams): Promise<Entry> {
  const match = await onlyMatch(call, type, query);
  if (!match) throw notFound(`No ${type} meets the condition; a patch creates nothing.`);
  return match;
}

/** What there is to patch. Throws 404, 410, and 412 when it is not at the version that was asked for. */
export async function current(
  call: Call,
  { type, id, ifMatch }: { type: string; id: string; ifMatch: string | undefined },
): Promise<Entry> {
  const entry = isId(id) ? await call.record.read(type, id) : undefined;
  if (!entry) throw notFound(`There is no ${type} with this id.`);
  if (entry.deleted) throw gone(`This ${type} was deleted.`);
  const wanted = versionAsked(ifMatch);
  if (wanted !== undefined && wanted !== entry.version) throw movedOn(type, entry.version);
  return entry;
}
