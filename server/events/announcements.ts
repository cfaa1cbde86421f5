import type { Pool, PoolClient } from 'pg';
import { ANNOUNCE_CHANNEL, type Announcement } from '#capability/announce.ts';

export interface Announcements {
  on(listener: (announcement: Announcement) => void): () => void;
  close(): Promise<void>;
}

const AGAIN_MS = 500;

/** Hears what any server announces, over one connection that is opened again when it breaks. */
export function openAnnouncements(pool: Pool): Announcements {
  const listeners = new Set<(announcement: Announcement) => void>();
  let client: PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const listen = async () => {
    const connected = await pool.connect();
    connected.on('notification', ({ payload }) => {
      const announcement = JSON.parse(payload ?? '{}') as Announcement;
      for (const listener of listeners) listener(announcement);
    });
    connected.once('error', (error) => {
      client = undefined;
      connected.release(error);
      again();
    });
    await connected.query(`listen ${ANNOUNCE_CHANNEL}`);
    client = connected;
    if (closed) connected.release(true);
  };
  const again = () => {
    if (!closed) timer = setTimeout(() => void listen().catch(again), AGAIN_MS).unref();
  };
  void listen().catch(again);
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      client?.release(true);
      client = undefined;
    },
  };
}
