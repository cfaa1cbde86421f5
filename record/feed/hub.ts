import type { FeedEvent } from '../record.ts';
import { changesBehind, type FeedReading } from './changes.ts';
import { earOn } from './ear.ts';
import { notifierOf } from './notifier.ts';
import { isAfter, type Position, positionText } from './position.ts';

type Listener = (events: readonly FeedEvent[]) => void;

export interface Hub {
  readonly onChange: (listener: Listener) => () => void;
  /** A transaction of this process is durable. */
  readonly committed: (tx: string, events: readonly Omit<FeedEvent, 'position'>[]) => void;
  /** What was told at once and may still be missing from the readable feed, while an older transaction is running. */
  readonly toldAhead: () => FeedEvent[];
  readonly close: () => Promise<void>;
}

/** How long a change of another server may stay unheard when its NOTIFY is lost, or an older transaction hid it. */
const POLL_MS = 80;
const PAGE = 1_000;

/**
 * Tells listeners of changes: of this process at once, of others when their NOTIFY comes or the next poll finds them.
 * The first listener hears everything since `opened`. An event of this process carries the position up to which
 * everything has been told, so that whoever resumes from it may hear something twice, but misses nothing.
 */
export function openHub(reading: FeedReading, opened: Position): Hub {
  const channel = `medley_${reading.clinic}`;
  const listeners = new Set<Listener>();
  const own = new Map<string, readonly FeedEvent[]>();
  const ear = earOn(reading.pool, channel, () => wake());
  const notifier = notifierOf(reading.pool, channel);
  let position = opened;
  let active = false;
  let closed = false;
  let following: Promise<void> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  const follow = async (): Promise<void> => {
    await ear.open();
    for (let more = true; more && !closed; ) {
      const { changes, position: reached } = await changesBehind(reading, position, PAGE);
      const strange = changes.filter(({ at }) => !own.has(String(at.tx)));
      if (isAfter(reached, position)) position = reached;
      for (const tx of own.keys()) if (BigInt(tx) < position.tx) own.delete(tx);
      tell(
        listeners,
        strange.map((change) => change.event),
      );
      more = changes.length === PAGE;
    }
  };

  const wake = (): void => {
    if (closed || !active) return;
    again = following !== undefined;
    if (following) return;
    clearTimeout(timer);
    following = follow()
      // The database is away: the next poll asks again, from the same position.
      .catch(() => {})
      .finally(() => {
        following = undefined;
        if (closed) return;
        timer = setTimeout(wake, again ? 0 : POLL_MS);
        timer.unref();
        again = false;
      });
  };

  return {
    onChange: (listener) => {
      listeners.add(listener);
      active = true;
      wake();
      return () => void listeners.delete(listener);
    },
    committed: (tx, events) => {
      notifier.notify();
      // The follower may have met it already, between its commit and the answer.
      if (listeners.size === 0 || position.tx > BigInt(tx)) return;
      const safe = positionText(position);
      const told = events.map((event) => ({ ...event, position: safe }));
      own.set(tx, told);
      tell(listeners, told);
    },
    toldAhead: () => [...own.values()].flat(),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      notifier.close();
      await following;
      ear.close();
    },
  };
}

function tell(listeners: ReadonlySet<Listener>, events: readonly FeedEvent[]): void {
  if (events.length === 0) return;
  for (const listener of listeners) {
    try {
      listener(events);
    } catch (problem) {
      process.emitWarning(problem instanceof Error ? problem : String(problem));
    }
  }
}
