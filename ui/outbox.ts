/** Changes on their way: sent at once, kept in memory and sent again with the same key until the server has answered. */
import { call, type Failure, failureFrom, onOutcome } from './api.ts';
import { connection, setWaiting } from './connection.ts';
import { sessionStore } from './session.ts';

export interface Parcel {
  readonly name: string;
  readonly key: string;
  readonly input: unknown;
  /** Told when it has to wait, so that the field can say "not saved". */
  readonly onWait: () => void;
  readonly onSend: () => void;
}
export type Answer =
  | { readonly ok: true; readonly result: unknown; readonly undo?: string }
  | { readonly ok: false; readonly failure: Failure };

const wakers = new Set<() => void>();
let waiting = 0;
const LONGEST_WAIT = 10_000;

/** Sends until it is answered. Never throws; a lost network, a busy server and a locked screen are waited out. */
export async function deliver(parcel: Parcel): Promise<Answer> {
  for (let round = 0; ; round++) {
    parcel.onSend();
    try {
      const { result, undo } = (await call({
        method: 'POST',
        path: `/api/command/${parcel.name}`,
        json: { key: parcel.key, input: parcel.input },
      })) as { result: unknown; undo?: string };
      return { ok: true, result, ...(undo ? { undo } : {}) };
    } catch (error) {
      const failure = failureFrom(error);
      if (failure.kind !== 'offline' && failure.kind !== 'busy' && failure.kind !== 'locked')
        return { ok: false, failure };
      parcel.onWait();
      waiting += 1;
      setWaiting(waiting);
      await pause(failure, round);
      waiting -= 1;
      setWaiting(waiting);
    }
  }
}

/** Sends everything that waits, now. */
export function retryNow(): void {
  for (const wake of [...wakers]) wake();
}

function pause(failure: Failure, round: number): Promise<void> {
  return new Promise((done) => {
    const wake = () => {
      clearTimeout(timer);
      wakers.delete(wake);
      done();
    };
    const ms = failure.kind === 'busy' ? failure.afterMs : Math.min(500 * 2 ** round, LONGEST_WAIT);
    // Behind the lock nothing is tried until it opens.
    const timer = failure.kind === 'locked' ? undefined : setTimeout(wake, ms);
    wakers.add(wake);
  });
}

let wasLocked = false;
sessionStore.subscribe(() => {
  const { state } = sessionStore.get();
  if (wasLocked && state === 'in') retryNow();
  wasLocked = state === 'locked';
});
onOutcome((failure) => {
  if (failure === undefined && waiting > 0 && connection.get().state === 'online') retryNow();
});
if (typeof addEventListener === 'function') {
  addEventListener('online', retryNow);
  addEventListener('beforeunload', (event) => {
    if (waiting > 0) event.preventDefault();
  });
}
