import type { PoolClient } from 'pg';
import type { FeedEvent } from '../record.ts';
import { changesBehind, type FeedReading } from './changes.ts';
import { isAfter, type Position, positionText } from './position.ts';

type Listener = (events: readonly FeedEvent[]) => void;

export interface Hub {
  readonly onChange: (listener: Listener) => () => void;
  /** A transaction of this process is durable. */
  readonly committed: (tx: string, events: readonly Omit<FeedEvent, 'position'>[]) => void;
  readonly close: () => Promise<void>;
}

/** At most one NOTIFY in this time: each takes a lock that all of the server's databases share. */
const NOTIFY_MS = 15;
/** How long a change of another server may stay unheard when its NOTIFY is lost, or an older transaction hid it. */
const POLL_MS = 80;
const PAGE = 1_000;

/**
 * Tells listeners of changes: of this process at once, of others when their NOTIFY comes or the next poll finds them.
 * An event of this process carries the position up to which everything has been told, so that whoever resumes from it
 * may hear something twice, but misses nothing.
 */
export function openHub(reading: FeedReading, opened: Position): Hub {
  const listeners = new Set<Listener>();
  const own = new Set<string>();
  const channel = `medley_${reading.clinic}`;
  // Where this process stands. The first listener hears everything since the opening; from then on it is followed.
  let position = opened;
  let active = false;
  let following: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let notifying: NodeJS.Timeout | undefined;
  let ear: PoolClient | undefined;
  let closed = false;

  const tell = (events: readonly FeedEvent[]) => {
    if (events.length === 0) return;
    for (const listener of listeners) {
      try {
        listener(events);
      } catch (problem) {
        process.emitWarning(problem instanceof Error ? problem : String(problem));
      }
    }
  };

  const follow = async (): Promise<void> => {
    for (let more = true; more && !closed; ) {
      const { changes, position: reached } = await changesBehind(reading, position, PAGE);
      const strange = changes.filter(({ at }) => !own.has(String(at.tx)));
      if (isAfter(reached, position)) position = reached;
      for (const tx of own) if (BigInt(tx) < position.tx) own.delete(tx);
      tell(strange.map((change) => change.event));
      more = changes.length === PAGE;
    }
  };

  const wake = () => {
    if (closed || !active) return;
    if (following) {
      again = true;
      return;
    }
    clearTimeout(timer);
    following = listen()
      .then(follow)
      // The database is away: the next poll asks again, from the same position.
      .catch(() => {})
      .finally(() => {
        following = undefined;
        if (closed || !active) return;
        timer = setTimeout(wake, again ? 0 : POLL_MS);
        timer.unref();
        again = false;
      });
  };

  const listen = async (): Promise<void> => {
    if (ear || closed) return;
    const client = await reading.pool.connect();
    const lost = () => {
      if (ear !== client) return;
      ear = undefined;
      client.release(true);
      wake();
    };
    client.on('notification', wake);
    client.once('error', lost);
    client.once('end', lost);
    try {
      await client.query(`listen ${channel}`);
      ear = client;
    } catch {
      client.release(true);
    }
  };

  const notify = () => {
    notifying ??= setTimeout(() => {
      notifying = undefined;
      // A lost one is made good by the others' polling.
      if (!closed) reading.pool.query(`notify ${channel}`).catch(() => {});
    }, NOTIFY_MS);
    notifying.unref();
  };

  return {
    onChange: (listener) => {
      listeners.add(listener);
      active = true;
      wake();
      return () => void listeners.delete(listener);
    },
    committed: (tx, events) => {
      notify();
      if (listeners.size === 0) return;
      // The follower may have met it already, between its commit and the answer.
      if (position.era === reading.era && position.tx > BigInt(tx)) return;
      own.add(tx);
      const safe = positionText(position);
      tell(events.map((event) => ({ ...event, position: safe })));
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      clearTimeout(notifying);
      await following;
      ear?.release(true);
      ear = undefined;
    },
  };
}
