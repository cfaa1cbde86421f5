import { newId } from '#capability/new-id.ts';
import { badRequest, conflict, notFound } from '#fhir/outcome.ts';
import { type Entry, VersionConflict, type Write } from '#record/record.ts';
import { answerFound, answerWritten, etagOf } from './answers.ts';
import type { Answer, AskedHeaders, Call } from './call.ts';
import { onlyMatch } from './conditional.ts';
import { conditionKey, oneAtATime } from './one-at-a-time.ts';
import { isId, movedOn, versionAsked } from './preconditions.ts';
import { resourceBody, validated } from './resource-body.ts';

interface Asks {
  readonly type: string;
  readonly body: unknown;
  readonly headers: AskedHeaders;
}

/** Creates with an id of ours. With `If-None-Exist`, answers the one that matches instead; 412 when several do. */
export async function create(call: Call, { type, body, headers }: Asks): Promise<Answer> {
  const resource = validated(call, resourceBody(body, type));
  const { ifNoneExist, prefer } = headers;
  const make = async () =>
    answerWritten(call, await commitOne(call, { kind: 'create', resource, id: newId() }), prefer);
  if (ifNoneExist === undefined) return make();
  return oneAtATime([conditionKey(call.base, type, ifNoneExist)], async () => {
    const match = await onlyMatch(call, type, ifNoneExist);
    return match ? answerFound(call, match, prefer) : make();
  });
}

/** Updates, at the version `If-Match` names if it names one; creates when there is none with this id. */
export async function update(
  call: Call,
  { id, type, body, headers }: Asks & { id: string },
): Promise<Answer> {
  const resource = resourceBody(body, type);
  if (!isId(id)) throw badRequest('An id has letters, digits, - and . only, at most 64.', `${type}.id`);
  if (resource.id !== id) throw badRequest('The id in the body is not the one of the url.', `${type}.id`);
  const ifVersion = versionAsked(headers.ifMatch);
  const write = { kind: 'update', resource: validated(call, { ...resource, id }) } as const;
  const entry = await commitOne(
    call,
    ifVersion === undefined ? { ...write, createIfMissing: true } : { ...write, ifVersion },
  );
  return answerWritten(call, entry, headers.prefer);
}

/** Updates the one that matches the search; creates when none does; 412 when several do. */
export async function conditionalUpdate(
  call: Call,
  { query, ...asks }: Asks & { query: URLSearchParams },
): Promise<Answer> {
  const resource = resourceBody(asks.body, asks.type);
  return oneAtATime([conditionKey(call.base, asks.type, query)], async () => {
    const match = await onlyMatch(call, asks.type, query);
    if (match && resource.id !== undefined && resource.id !== match.id)
      throw badRequest('The id in the body is not that of the resource that matches.', `${asks.type}.id`);
    const id = match?.id ?? resource.id ?? newId();
    return update(call, { ...asks, id, body: { ...resource, id } });
  });
}

/** Leaves a tombstone. Deleting what is deleted already changes nothing. */
export async function remove(
  call: Call,
  { type, id, headers }: Omit<Asks, 'body'> & { id: string },
): Promise<Answer> {
  const ifVersion = versionAsked(headers.ifMatch);
  const entry = isId(id) ? await call.record.read(type, id) : undefined;
  if (!entry) throw notFound(`There is no ${type} with this id.`);
  if (entry.deleted) return { status: 204, etag: etagOf(entry.version) };
  const tombstone = await commitOne(call, {
    kind: 'delete',
    type,
    id,
    ...(ifVersion === undefined ? {} : { ifVersion }),
  });
  return { status: 204, etag: etagOf(tombstone.version) };
}

/** Deletes the one that matches; nothing when none does; 412 when several do. */
export async function conditionalDelete(
  call: Call,
  { type, query, headers }: Omit<Asks, 'body'> & { query: URLSearchParams },
): Promise<Answer> {
  const match = await onlyMatch(call, type, query);
  return match ? remove(call, { type, id: match.id, headers }) : { status: 204 };
}

async function commitOne(call: Call, write: Write): Promise<Entry> {
  try {
    const [entry] = await call.record.commit({ writes: [write] });
    if (!entry) throw new Error('A commit of one write answered no entry.');
    return entry;
  } catch (error) {
    throw lostRace(error, write.kind !== 'create' && write.ifVersion !== undefined);
  }
}

/** 412 when the writer named a version, 409 when two merely met. */
export function lostRace(error: unknown, named: boolean): unknown {
  if (!(error instanceof VersionConflict)) return error;
  return named
    ? movedOn(error.type, error.current)
    : conflict(`This ${error.type} was written by somebody else at the same moment. Try again.`);
}
