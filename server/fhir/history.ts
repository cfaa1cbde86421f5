import { badRequest, notFound } from '#fhir/outcome.ts';
import type { HistoryOptions } from '#record/record.ts';
import { bundleText, historyEntry, type Link } from './bundle-text.ts';
import type { Answer, AskedHeaders, Call } from './call.ts';
import { knownParameters } from './known-parameters.ts';
import { isId } from './preconditions.ts';

const USUAL_PAGE = 50;
const LARGEST_PAGE = 1000;
const REFUSED = {
  _at: 'ask for the whole history, or with _since for its newer part.',
  _list: 'ask for the history of a type or of one resource.',
  _sort: 'a history is always newest first.',
};
const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Versions, newest first, of one resource, of a type, or of everything. */
export async function history(
  call: Call,
  { type, id, ...asked }: { type?: string; id?: string; query: URLSearchParams; headers: AskedHeaders },
): Promise<Answer> {
  const { prefer } = asked.headers;
  const query = knownParameters(asked.query, {
    known: ['_count', '_since', '_cursor'],
    refused: REFUSED,
    prefer,
  });
  if (id !== undefined && !isId(id)) throw notFound(`There is no ${type} with this id.`);
  const { entries, next } = await call.record.history({
    ...(type === undefined ? {} : { type }),
    ...(id === undefined ? {} : { id }),
    ...pageOf(query),
  });
  if (id !== undefined && entries.length === 0 && !query.has('_since') && !query.has('_cursor'))
    throw notFound(`There is no ${type} with this id.`);
  const path = [type, id, '_history'].filter((part) => part !== undefined).join('/');
  const body = bundleText(
    'history',
    entries.map((entry) => historyEntry(call, entry)),
    { links: pageLinks(call, { path, query, next }) },
  );
  return { status: 200, body };
}

/** `_count`, `_since` and `_cursor` of a paged answer that is no search. Throws 400. */
export function pageOf(query: URLSearchParams): Pick<HistoryOptions, 'count' | 'since' | 'cursor'> {
  const count = query.get('_count');
  if (count !== null && !/^[1-9]\d{0,8}$/.test(count))
    throw badRequest('_count is a whole number, 1 or more.', 'http._count');
  const since = query.get('_since');
  if (since !== null && !(INSTANT.test(since) && !Number.isNaN(Date.parse(since))))
    throw badRequest('_since is an instant, e.g. 2026-01-31T08:00:00Z.', 'http._since');
  const cursor = query.get('_cursor');
  return {
    count: Math.min(count === null ? USUAL_PAGE : Number(count), LARGEST_PAGE),
    ...(since === null ? {} : { since: new Date(since).toISOString() }),
    ...(cursor === null ? {} : { cursor }),
  };
}

export function pageLinks(
  { base }: Call,
  { path, query, next }: { path: string; query: URLSearchParams; next: string | undefined },
): Link[] {
  const url = (params: URLSearchParams) => `${base}/${path}${params.size > 0 ? `?${params}` : ''}`;
  const self: Link = { relation: 'self', url: url(query) };
  if (next === undefined) return [self];
  const params = new URLSearchParams(query);
  params.set('_cursor', next);
  return [self, { relation: 'next', url: url(params) }];
}
