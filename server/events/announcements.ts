import type { Pool } from 'pg';
import { ANNOUNCE_CHANNEL, type Announcement } from '#capability/announce.ts';

export interface Announcements {
  on(listener: (announcement: Announcement) => void): () => void;
  close(): Promise<void>;
}

const AGAIN_MS = 500;

/** Hears what any server announces, over one connection that is opened again when it breaks. */
export function openAnnouncements(pool: Pool): Announcements {
  const listeners = new Set<(announcement: Announcement) => void>();
  let end: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const listen = async () => {
    const connected = await pool.connect();
    connected.on('notification', ({ payload }) => {
      const announcement = JSON.parse(payload ?? '{}') as Announcement;
      for (const listener of listeners) listener(announcement);
    });
    // A connection may break while it is given back, and is given back only once.
    let given = false;
    const give = (): void => {
      if (given) return;
      given = true;
      connected.release(true);
    };
    connected.on('error', () => {
      end = undefined;
      give();
      again();
    });
    try {
      await connected.query(`listen ${ANNOUNCE_CHANNEL}`);
    } catch (error) {
      give();
      throw error;
    }
    if (closed || given) give();
    else end = give;
  };
  const again = () => {
    clearTimeout(timer);
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
      end?.();
      end = undefined;
    },
  };
}
