import type { Pool } from 'pg';
import { resourceKey } from '../key.ts';
import type { Entry } from '../record.ts';
import { bigints, texts } from '../write/array-text.ts';
import { ENTRY_COLUMNS, entries } from './entry-row.ts';

export interface Reading {
  readonly pool: Pool;
  readonly clinic: number;
}

/** The current version, a tombstone included. */
export async function readOne(
  { pool, clinic }: Reading,
  type: string,
  id: string,
): Promise<Entry | undefined> {
  const found = await entries(pool, {
    name: 'record_read',
    sql: `select ${ENTRY_COLUMNS} from record.resource r where r.clinic = $1 and r.type = $2 and r.key = $3 and r.id = $4`,
    values: [clinic, type, resourceKey(type, id), id],
  });
  return found[0];
}

/** Current versions of many, missing and deleted ones left out. */
export async function readMany(
  { pool, clinic }: Reading,
  keys: readonly { type: string; id: string }[],
): Promise<Entry[]> {
  if (keys.length === 0) return [];
  return entries(pool, {
    name: 'record_read_many',
    sql: `select ${ENTRY_COLUMNS} from (select distinct * from unnest((select $2::text[]), (select $3::bigint[]), (select $4::text[])) as a (type, key, id)) asked
      join record.resource r on r.clinic = $1 and r.type = asked.type and r.key = asked.key and r.id = asked.id and not r.deleted`,
    values: [
      clinic,
      texts(keys.map((one) => one.type)),
      bigints(keys.map((one) => resourceKey(one.type, one.id))),
      texts(keys.map((one) => one.id)),
    ],
  });
}

/** One version, the current one or a former. */
export async function readVersion(
  { pool, clinic }: Reading,
  { type, id, version }: { type: string; id: string; version: number },
): Promise<Entry | undefined> {
  if (!Number.isInteger(version) || version < 1 || version > 2 ** 31 - 1) return undefined;
  const found = await entries(pool, {
    name: 'record_vread',
    sql: `select ${ENTRY_COLUMNS} from record.resource r
      where r.clinic = $1 and r.type = $2 and r.key = $3 and r.id = $4 and r.version = $5
      union all
      select v.type, r.id, v.version, v.updated, v.deleted, v.content
      from record.resource r join record.version v using (clinic, type, key)
      where r.clinic = $1 and r.type = $2 and r.key = $3 and r.id = $4 and v.version = $5`,
    values: [clinic, type, resourceKey(type, id), id, version],
  });
  return found[0];
}
