import type { Pool, PoolClient } from 'pg';

export interface Ear {
  /** Makes sure that we listen; without success the caller's polling must do. */
  readonly open: () => Promise<void>;
  readonly close: () => void;
}

/** One connection that listens to a channel and is opened again after it was lost. `heard` is called for both. */
export function earOn(pool: Pool, channel: string, heard: () => void): Ear {
  let connection: PoolClient | undefined;
  let closed = false;

  const drop = (client: PoolClient) => {
    if (connection === client) connection = undefined;
    client.release(true);
  };

  return {
    open: async () => {
      if (connection || closed) return;
      const client = await pool.connect();
      client.on('notification', heard);
      const lost = () => {
        if (connection !== client) return;
        drop(client);
        heard();
      };
      client.once('error', lost);
      client.once('end', lost);
      try {
        await client.query(`listen ${channel}`);
        connection = client;
      } catch {
        // A pooler between us and PostgreSQL may not let us listen.
        drop(client);
      }
    },
    close: () => {
      closed = true;
      if (connection) drop(connection);
    },
  };
}
