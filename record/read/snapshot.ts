/** The record as it stands at one moment, read through while others go on writing: for exports. */
import type { Pool } from 'pg';
import { asking } from '../failures.ts';

export interface SnapshotAsked {
  readonly type: string;
  /** FHIR instant: only what was written at or after it, deletions too. */
  readonly since?: string;
  /** Absent: all. `compartments`: what belongs to any patient. A list: to one of these. */
  readonly patients?: 'compartments' | readonly string[];
  /** Logical ids; absent: all. */
  readonly ids?: readonly string[];
}

export interface SnapshotRow {
  readonly id: string;
  readonly deleted: boolean;
  readonly content: string;
}

export interface Snapshot {
  /** FHIR instant: whatever was acknowledged before it is in the snapshot. */
  readonly at: string;
  /** All that fits, in the order of keys, by pages: a million resources take no more memory than two thousand. */
  pages(asked: SnapshotAsked): AsyncGenerator<readonly SnapshotRow[]>;
  close(): Promise<void>;
}

const PAGE = 2_000;
/** The least key there can be. */
const FIRST = '-9223372036854775808';
/** Between the stamp of a write and its commit; a longer one is seen by its transaction. */
const IN_FLIGHT_MS = 5_000;

/** Opens a snapshot of one clinic on a connection of its own. Close it; it holds back vacuum while it is open. */
export async function openSnapshot(pool: Pool, clinic: number): Promise<Snapshot> {
  const client = await asking(() => pool.connect());
  const leave = async (failed: boolean) => {
    await client.query(failed ? 'rollback' : 'commit').catch(() => undefined);
    await client
      .query('reset statement_timeout; reset idle_in_transaction_session_timeout')
      .catch(() => undefined);
    client.release(failed);
  };
  try {
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ at: string }>(
      `select least(extract(epoch from now()) * 1000 - ${IN_FLIGHT_MS},
         (select min(extract(epoch from xact_start)) * 1000 from pg_stat_activity where backend_xid is not null))::bigint as at`,
    );
    const at = new Date(Number(rows[0]?.at)).toISOString();
    return {
      at,
      close: () => leave(false),
      async *pages(asked) {
        let after = FIRST;
        for (;;) {
          const { text, values } = question(clinic, asked, after);
          const page = (await client.query({ text, values, rowMode: 'array' })).rows as [
            string,
            string,
            boolean,
            string,
          ][];
          if (page.length > 0) yield page.map(([, id, deleted, content]) => ({ id, deleted, content }));
          if (page.length < PAGE) return;
          after = String(BigInt(page.at(-1)?.[0] ?? after) + 1n);
        }
      },
    };
  } catch (error) {
    await leave(true);
    throw error;
  }
}

function question(clinic: number, asked: SnapshotAsked, after: string) {
  const { type, since, patients, ids } = asked;
  const values: unknown[] = [clinic, type, after];
  const conditions = ['clinic = $1', 'type = $2', 'key >= $3::bigint'];
  conditions.push(
    since === undefined ? 'not deleted' : `updated >= $${values.push(Date.parse(since))}::bigint`,
  );
  if (patients === 'compartments' && type !== 'Patient') conditions.push('patient is not null');
  if (Array.isArray(patients))
    conditions.push(`${type === 'Patient' ? 'id' : 'patient'} = any($${values.push(patients)}::text[])`);
  if (ids) conditions.push(`id = any($${values.push(ids)}::text[])`);
  const text = `select key::text as place, id, deleted, content from record.resource where ${conditions.join(' and ')} order by key limit ${PAGE}`;
  return { text, values };
}
