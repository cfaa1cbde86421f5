import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { searchDefinitions } from '#fhir/definitions/load.ts';
import type { Resource } from '#fhir/types.ts';
import { bigints, texts } from './array-text.ts';
import { type IndexRows, indexRows } from './index-rows.ts';
import { indexStatements } from './index-statements.ts';
import { runPipeline } from './pipeline.ts';

/** Raised by hand when rows are made otherwise than before. */
const FORM = 2;
const BATCH = 500;
const LOCK = 727_433_012;

/**
 * Makes the index of a clinic anew when it was made with other definitions, for another zone, or in another form: an
 * update takes rows out of the index by computing what the former version had put there.
 */
export async function ensureIndex(pool: Pool, clinic: number, zone: string): Promise<void> {
  const signature = `${FORM} ${zone} ${hash('sha256', JSON.stringify(searchDefinitions())).slice(0, 32)}`;
  if ((await stored(pool, clinic)) === signature) return;
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1, $2)', [LOCK, clinic]);
    if ((await stored(client, clinic)) !== signature) await reindex(client, { clinic, zone, signature });
  } finally {
    client.release(true);
  }
}

async function stored(on: Pool | PoolClient, clinic: number): Promise<string | undefined> {
  const found = await on.query<{ signature: string }>(
    'select signature from record.index_state where clinic = $1',
    [clinic],
  );
  return found.rows[0]?.signature;
}

interface Indexing {
  readonly clinic: number;
  readonly zone: string;
  readonly signature: string;
}

/** In one transaction, with writers kept out: a half-made index would answer wrongly. */
async function reindex(client: PoolClient, { clinic, zone, signature }: Indexing): Promise<void> {
  await client.query('begin');
  try {
    await client.query('lock table record.resource in share row exclusive mode');
    await client.query('delete from record.word where clinic = $1', [clinic]);
    await client.query('delete from record.span where clinic = $1', [clinic]);
    for (
      let after = '', batch = await next(client, clinic, after);
      batch.length > 0;
      batch = await next(client, clinic, after)
    ) {
      await rewrite(
        client,
        clinic,
        batch.map(({ type, key, content }) => ({
          type,
          key,
          rows: indexRows(JSON.parse(content) as Resource, zone),
        })),
      );
      const last = batch.at(-1);
      after = last ? `${last.type} ${last.key}` : after;
    }
    await client.query(
      `insert into record.index_state (clinic, signature) values ($1, $2)
       on conflict (clinic) do update set signature = excluded.signature, at = now()`,
      [clinic, signature],
    );
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback').catch(() => {});
    throw problem;
  }
}

async function next(client: PoolClient, clinic: number, after: string) {
  const [type = '', key = '-9223372036854775808'] = after.split(' ');
  const found = await client.query<{ type: string; key: string; content: string }>(
    `select type, key, content from record.resource
     where clinic = $1 and not deleted and (type, key) > ($2, $3::bigint) order by type, key limit $4`,
    [clinic, type, key, BATCH],
  );
  return found.rows;
}

async function rewrite(
  client: PoolClient,
  clinic: number,
  made: readonly { type: string; key: string; rows: IndexRows }[],
): Promise<void> {
  const update = {
    sql: `update record.resource r set tokens = w.tokens::bigint[], tuples = w.tuples::jsonb, patient = w.patient, moment = w.moment
      from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[]) as w (key, tokens, tuples, patient, moment, type)
      where r.clinic = $1 and r.type = w.type and r.key = w.key`,
    values: [
      clinic,
      bigints(made.map((one) => one.key)),
      texts(made.map((one) => bigints(one.rows.tokens))),
      texts(made.map((one) => one.rows.tuples)),
      texts(made.map((one) => one.rows.patient)),
      bigints(made.map((one) => one.rows.moment)),
      texts(made.map((one) => one.type)),
    ],
  };
  await runPipeline(client, [update, ...indexStatements(clinic, made, new Set())]);
}
