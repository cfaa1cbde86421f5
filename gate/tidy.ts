/** Takes away what has run out: tokens, sessions, links, counts of failures. Never rows of the audit trail. */
import type { Pool } from 'pg';

const HOUR_MS = 3_600_000;

const STATEMENTS = [
  'delete from gate.oauth where clinic = $1 and expires < now()',
  "delete from gate.session where clinic = $1 and ends < now() - interval '1 day'",
  "delete from gate.link where clinic = $1 and expires < now() - interval '30 days'",
  "delete from gate.throttle where key like $1::int || ':%' and expire < extract(epoch from now()) * 1000",
];

export async function tidyOnce(pool: Pool, clinic: number): Promise<void> {
  for (const statement of STATEMENTS) await pool.query(statement, [clinic]);
}

/** Now and every hour; returns the way to stop. */
export function openTidy(
  pool: Pool,
  clinic: number,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const tidy = () => {
    running = tidyOnce(pool, clinic).catch(onFailure);
  };
  tidy();
  const timer = setInterval(tidy, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
