import type { Pool } from 'pg';

export interface Statistics {
  /** So many resources were written. */
  readonly written: (count: number) => void;
  /** When what was begun has ended. */
  readonly settled: () => Promise<void>;
}

const FIRST = 500;
const TABLES = ['resource', 'word', 'span', 'label', 'change'];

/**
 * Has PostgreSQL count the record's tables anew each time the record has doubled. Autovacuum would, up to a minute
 * later, and until then an import of ten thousand is searched by plans that were made for ten rows. It also marks the
 * pages that everybody may see, so that an index answers without them.
 */
export function openStatistics(pool: Pool): Statistics {
  let since = 0;
  let next: number | undefined;
  let running: Promise<void> | undefined;

  const count = async (): Promise<number> => {
    const { rows } = await pool.query<{ count: number }>(
      `select greatest(reltuples, 0)::float8 as count from pg_class where oid = 'record.resource'::regclass`,
    );
    return rows[0]?.count ?? 0;
  };
  const look = async (): Promise<void> => {
    const known = await count();
    if (next === undefined && known > FIRST) {
      next = known;
      return;
    }
    const client = await pool.connect();
    try {
      await client.query('set statement_timeout = 0');
      await client.query(
        `vacuum (analyze, index_cleanup off) ${TABLES.map((table) => `record.${table}`).join(', ')}`,
      );
    } finally {
      // The session's setting goes with the connection.
      client.release(true);
    }
    since = 0;
    next = Math.max(FIRST, await count());
  };

  return {
    written: (more) => {
      since += more;
      if (running || since < (next ?? FIRST)) return;
      // Without it the plans are slower, and nothing else is wrong: autovacuum will come by.
      running = look()
        .catch(() => {})
        .finally(() => {
          running = undefined;
        });
    },
    settled: async () => running,
  };
}
