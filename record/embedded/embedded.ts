import { join, resolve } from 'node:path';
import type { PoolConfig } from 'pg';
import { binaries } from './binaries.ts';
import { DATABASE, ensureCluster, USER } from './cluster.ts';
import { lockData } from './data-lock.ts';
import { operator } from './operator.ts';
import { assertReachable, ownFolder, socketFolder, systemFolder } from './places.ts';
import { type Place, type Running, shutDown, startPostmaster } from './postmaster.ts';

export interface Embedded {
  readonly poolConfig: PoolConfig;
  /** The same as a url, for tools. */
  readonly connectionString: string;
  /** Process id of the running server; another after it was relaunched. */
  readonly pid: () => number;
  /** Calls back with PostgreSQL's last words when it died and is being started again; returns the way to stop. */
  readonly onCrash: (listener: (said: string) => void) => () => void;
  /** Clean shutdown. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  /** Directory for data and sockets; made when missing. */
  readonly dataDir: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** How long it may take until it answers; a minute unless said. */
  readonly patienceMs?: number;
}

/**
 * Starts the PostgreSQL that Medley brings: made on first use, relaunched when it is killed, shut down when Node ends
 * in whatever way. Throws with a sentence for the terminal when it cannot.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = prepare(options);
  const unlock = await lockData(place.sockets);
  try {
    await ensureCluster(place.data, place.binaries, place.operator);
    return supervise(place, await startPostmaster(place), unlock);
  } catch (problem) {
    unlock();
    throw problem;
  }
}

function prepare({ dataDir: asked, settings, patienceMs }: EmbeddedOptions): Place {
  // PostgreSQL runs elsewhere: a relative path would be another one there.
  const dataDir = resolve(asked);
  const account = operator();
  if (account.dropped) systemFolder();
  ownFolder(dataDir, account);
  assertReachable(dataDir, account);
  return {
    data: join(dataDir, 'pg'),
    sockets: socketFolder(dataDir, account),
    binaries: binaries(account),
    operator: account,
    ...(settings ? { settings } : {}),
    ...(patienceMs ? { patienceMs } : {}),
  };
}

function supervise(place: Place, first: Running, unlock: () => void): Embedded {
  const listeners = new Set<(said: string) => void>();
  let running = first;
  let stopping = false;
  let relaunch: Promise<void> = Promise.resolve();

  const watch = (server: Running): void => {
    void server.ended.then((said) => {
      if (stopping) return;
      for (const tell of listeners) tell(said);
      relaunch = bringBack();
    });
  };
  const bringBack = async (): Promise<void> => {
    for (let wait = 100; !stopping; wait = Math.min(wait * 2, 10_000)) {
      try {
        running = await startPostmaster(place);
        return watch(running);
      } catch {
        // A full disk or a machine under stress: it is tried again for as long as we run, callers hear 503 meanwhile.
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  };
  watch(first);

  return {
    poolConfig: { host: place.sockets, port: 5432, user: USER, database: DATABASE },
    connectionString: `postgresql://${USER}@localhost/${DATABASE}?host=${encodeURIComponent(place.sockets)}`,
    pid: () => running.pid,
    onCrash: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: async () => {
      stopping = true;
      await relaunch;
      await shutDown(running.pid);
      await running.ended;
      unlock();
    },
  };
}
