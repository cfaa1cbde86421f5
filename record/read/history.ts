import { resourceKey } from '../key.ts';
import type { Entry, HistoryOptions } from '../record.ts';
import { cursorText, cursorValues } from './cursor.ts';
import { arrayRows, type EntryRow, entryOfRow } from './entry-row.ts';
import type { Reading } from './read.ts';

const USUAL_COUNT = 100;

/** Versions, newest first: of one resource, of a type, or of the clinic. */
export async function history(
  reading: Reading,
  options: HistoryOptions,
): Promise<{ entries: Entry[]; next?: string }> {
  const count = options.count ?? USUAL_COUNT;
  const rows = await (options.id === undefined ? ofMany : ofOne)(reading, options, count + 1);
  const page = rows.slice(0, count);
  const last = page.at(-1);
  return {
    entries: page.map(entryOfRow),
    ...(rows.length > count && last ? { next: cursorText(last.slice(6).map(String)) } : {}),
  };
}

function ofOne({ pool, clinic }: Reading, options: HistoryOptions, limit: number): Promise<EntryRow[]> {
  const { type = '', id = '', since, cursor } = options;
  const below = cursor ? Number(cursorValues(cursor, 1)[0]) : 2 ** 31 - 1;
  return arrayRows<EntryRow>(pool, {
    name: 'record_history_one',
    sql: `select * from (
        select r.type, r.id, r.version, r.updated, r.deleted, r.content, r.version as place from record.resource r
        where r.clinic = $1 and r.type = $2 and r.key = $3 and r.id = $4
        union all
        select v.type, r.id, v.version, v.updated, v.deleted, v.content, v.version
        from record.resource r join record.version v using (clinic, type, key)
        where r.clinic = $1 and r.type = $2 and r.key = $3 and r.id = $4) versions
      where version < $5 and updated >= $6 order by version desc limit $7`,
    values: [clinic, type, resourceKey(type, id), id, below, sinceMs(since), limit],
  });
}

/** Along the feed, backwards: it has a row for every version in the order they were made. */
function ofMany({ pool, clinic }: Reading, options: HistoryOptions, limit: number): Promise<EntryRow[]> {
  const { type, since, cursor } = options;
  const values: unknown[] = [clinic, limit];
  const conditions: string[] = [];
  let name = 'record_history';
  if (type !== undefined) {
    conditions.push(`and c.type = $${values.push(type)}`);
    name += '_type';
  }
  if (since !== undefined) {
    conditions.push(`and c.updated >= $${values.push(sinceMs(since))}`);
    name += '_since';
  }
  if (cursor !== undefined) {
    const [era, tx, ordinal] = cursorValues(cursor, 3);
    const at = values.push(era, tx, ordinal) - 2;
    conditions.push(`and (c.era, c.tx, c.ordinal) < ($${at}::int, $${at + 1}::xid8, $${at + 2}::int)`);
    name += '_after';
  }
  return arrayRows<EntryRow>(pool, {
    name,
    sql: `select c.type, r.id, c.version, c.updated, c.deleted, coalesce(v.content, r.content), c.era, c.tx, c.ordinal
      from record.change c
      join record.resource r using (clinic, type, key)
      left join record.version v on v.clinic = c.clinic and v.type = c.type and v.key = c.key and v.version = c.version
      where c.clinic = $1 ${conditions.join(' ')}
      order by c.era desc, c.tx desc, c.ordinal desc limit $2`,
    values,
  });
}

const sinceMs = (since: string | undefined): number => {
  const ms = since === undefined ? 0 : Date.parse(since);
  return Number.isNaN(ms) ? 0 : ms;
};
