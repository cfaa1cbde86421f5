import pg, { type ClientBase, type Pool, type PoolConfig } from 'pg';

/** A statement may run this long before it is ended as too costly. */
export const STATEMENT_TIMEOUT_MS = 5_000;
/** More would only queue inside PostgreSQL: two cores serve about this many at once. */
const MOST_CONNECTIONS = 10;

/** Connections to the record's database, few and re-used; they mend themselves when the server went away. */
export function openPool(config: PoolConfig | string, most: number = MOST_CONNECTIONS): Pool {
  const asked = typeof config === 'string' ? { connectionString: config } : config;
  const pool = new pg.Pool({
    max: most,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'medley',
    ...asked,
    ...HELLO,
  });
  // An idle connection that breaks is thrown away by the pool; whoever asks next gets a new one, or a failure of its own.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}

/** Said after connecting and not with it, because connection poolers refuse settings at start-up. */
const SESSION = `set statement_timeout = ${STATEMENT_TIMEOUT_MS}; set lock_timeout = 4000; set jit = off; set idle_in_transaction_session_timeout = '60s'; set timezone = 'UTC'`;

// pg-pool waits for it before it lends the connection; its types do not know it yet.
const HELLO: object = { onConnect: (client: ClientBase) => client.query(SESSION) };
