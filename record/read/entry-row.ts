import type { Pool } from 'pg';
import { asking } from '../failures.ts';
import type { Entry } from '../record.ts';

/** Columns of `record.resource` (alias `r`) that make an Entry, in the order `entryOfRow` reads them. */
export const ENTRY_COLUMNS = 'r.type, r.id, r.version, r.updated, r.deleted, r.content';

export type EntryRow = readonly [
  type: string,
  id: string,
  version: number,
  updated: string,
  deleted: boolean,
  content: string,
  ...rest: unknown[],
];

export const entryOfRow = ([type, id, version, updated, deleted, content]: EntryRow): Entry => ({
  type,
  id,
  version,
  updated: new Date(Number(updated)).toISOString(),
  deleted,
  content,
});

export interface Question {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Prepared under this name; absent: planned each time for its values. */
  readonly name?: string;
}

/** Rows as arrays: no object per row with a name for each column. */
export async function arrayRows<T extends readonly unknown[]>(pool: Pool, question: Question): Promise<T[]> {
  const { sql: text, values, name } = question;
  const result = await asking(() =>
    pool.query({ text, values: values as unknown[], rowMode: 'array', ...(name ? { name } : {}) }),
  );
  return result.rows as unknown as T[];
}

export const entries = async (pool: Pool, question: Question): Promise<Entry[]> =>
  (await arrayRows<EntryRow>(pool, question)).map(entryOfRow);
