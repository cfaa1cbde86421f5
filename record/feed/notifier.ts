import type { Pool } from 'pg';

/** At most one NOTIFY in this time, and never inside a write: each takes a lock that all commits of the cluster share. */
const NOTIFY_MS = 15;

export interface Notifier {
  readonly notify: () => void;
  readonly close: () => void;
}

/** Tells other servers, soon, that there is something new. */
export function notifierOf(pool: Pool, channel: string): Notifier {
  let timer: NodeJS.Timeout | undefined;
  return {
    notify: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        // A lost one is made good by the others' polling.
        pool.query(`notify ${channel}`).catch(() => {});
      }, NOTIFY_MS);
      timer.unref();
    },
    close: () => clearTimeout(timer),
  };
}
