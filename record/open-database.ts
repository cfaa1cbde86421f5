import type { Pool } from 'pg';
import { type Embedded, startEmbedded } from './embedded/embedded.ts';
import { openPool } from './pool.ts';

export interface Database {
  readonly pool: Pool;
  /** Absent when DATABASE_URL leads elsewhere. */
  readonly embedded?: Embedded;
  readonly close: () => Promise<void>;
}

const OLDEST = 15;

/** The database named by `url`, or the built-in one in `dataDir`. Throws when it is older than PostgreSQL 15. */
export async function openDatabase(options: {
  url?: string | undefined;
  dataDir: string;
}): Promise<Database> {
  if (!options.url) {
    const embedded = await startEmbedded({ dataDir: options.dataDir });
    const pool = openPool(embedded.poolConfig);
    const close = async () => {
      await pool.end();
      await embedded.stop();
    };
    return { pool, embedded, close };
  }
  const pool = openPool(options.url);
  const found = await pool.query<{ number: number; words: string }>(
    `select current_setting('server_version_num')::int / 10000 as number, current_setting('server_encoding') as words`,
  );
  const { number = 0, words = '' } = found.rows[0] ?? {};
  const wrong =
    number < OLDEST
      ? `DATABASE_URL leads to PostgreSQL ${number}; Medley needs ${OLDEST} or newer.`
      : words !== 'UTF8'
        ? `The database of DATABASE_URL is encoded in ${words}; Medley needs UTF8.`
        : undefined;
  if (wrong) {
    await pool.end();
    throw new Error(wrong);
  }
  return { pool, close: () => pool.end() };
}
