import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool, PoolClient } from 'pg';

/** One numbered file of one floor or room. */
interface Step {
  readonly owner: string;
  readonly file: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The record's own migrations; the first of the folders given to `migrate`. */
const own = new URL('./migrations/', import.meta.url);
/** Any number nobody else uses for a PostgreSQL advisory lock. */
const LOCK = 727_433_011;

/**
 * Brings the database up to date: the record's own files, then each folder's in the order given, each file once, in its
 * own transaction. A folder is known by the name of the directory it lies in (`clinic/flow/tables` is `flow`). Servers
 * that start together take turns. Throws when a file was changed after it had been applied. Returns what was applied.
 */
export async function migrate(pool: Pool, folders: readonly (string | URL)[] = []): Promise<string[]> {
  const steps = [own, ...folders].flatMap(stepsOf);
  const names = steps.map(({ owner, file }) => `${owner}/${file}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`Two folders of tables bring a migration called ${twice}.`);
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return await applyMissing(client, steps);
  } finally {
    // The lock and the session's settings go with the connection.
    client.release(true);
  }
}

async function applyMissing(client: PoolClient, steps: readonly Step[]): Promise<string[]> {
  await client.query(LEDGER);
  const known = await client.query<{ owner: string; file: string; checksum: string }>(
    'select owner, file, checksum from medley_migration',
  );
  const applied = new Map(known.rows.map((row) => [`${row.owner}/${row.file}`, row.checksum]));
  const done: string[] = [];
  for (const step of steps) {
    const name = `${step.owner}/${step.file}`;
    const before = applied.get(name);
    if (before === undefined) {
      await apply(client, step);
      done.push(name);
    } else if (before !== step.checksum) {
      throw new Error(`The migration ${name} was changed after it had been applied. Add a new file instead.`);
    }
  }
  return done;
}

async function apply(client: PoolClient, step: Step): Promise<void> {
  await client.query('begin');
  try {
    await client.query(step.sql);
    await client.query('insert into medley_migration (owner, file, checksum) values ($1, $2, $3)', [
      step.owner,
      step.file,
      step.checksum,
    ]);
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback').catch(() => {});
    const why = problem instanceof Error ? problem.message : String(problem);
    throw new Error(`The migration ${step.owner}/${step.file} failed: ${why}`, { cause: problem });
  }
}

function stepsOf(folder: string | URL): Step[] {
  const path = folder instanceof URL ? fileURLToPath(folder) : folder;
  const owner = basename(dirname(resolve(path)));
  return readdirSync(path)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(path, file), 'utf8');
      return { owner, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

const LEDGER = `create table if not exists medley_migration (
  owner text not null,
  file text not null,
  checksum text not null,
  applied timestamptz not null default now(),
  primary key (owner, file)
)`;
