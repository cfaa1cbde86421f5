import type { Pool } from 'pg';

/** How much there is; each only grows, so a restore may have more and never less. */
export interface Counts {
  readonly versions: number;
  readonly resources: number;
}

/** Versions of resources, former and current, of all clinics. */
export async function countRecord(pool: Pool): Promise<Counts> {
  const { rows } = await pool.query<{ former: string; current: string }>(
    'select (select count(*) from record.version) as former, (select count(*) from record.resource) as current',
  );
  const current = Number(rows[0]?.current ?? 0);
  return { versions: Number(rows[0]?.former ?? 0) + current, resources: current };
}

/** The feed of a restored clinic begins a new era: what happened after the instant did not happen. */
export async function newRecordEra(pool: Pool): Promise<void> {
  await pool.query(`insert into record.era (clinic, number, cluster)
    select clinic, max(number) + 1, (select system_identifier::text from pg_control_system()) from record.era group by clinic`);
}

export interface Readable {
  readonly tables: number;
  readonly indexes: number;
}

/**
 * Reads every table to its end, which meets every page and its checksum, and checks the order of every b-tree index.
 * Throws with the name of what cannot be read.
 */
export async function readEverything(pool: Pool): Promise<Readable> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0; create extension if not exists amcheck');
    const tables = await client.query<{ name: string }>(
      "select oid::regclass::text as name from pg_class where relkind in ('r', 'm', 't') order by 1",
    );
    for (const { name } of tables.rows) await tried(name, () => client.query(`select count(*) from ${name}`));
    const indexes = await client.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_am a on a.oid = c.relam join pg_index i on i.indexrelid = c.oid
      where a.amname = 'btree' and c.relpersistence = 'p' and i.indisready and i.indisvalid order by 1`);
    for (const { name } of indexes.rows)
      await tried(name, () => client.query('select bt_index_check($1::regclass)', [name]));
    return { tables: tables.rows.length, indexes: indexes.rows.length };
  } finally {
    client.release(true);
  }
}

async function tried(name: string, read: () => Promise<unknown>): Promise<void> {
  await read().catch((problem: Error) => {
    throw new Error(`${name} cannot be read: ${problem.message}`);
  });
}
