import { onOutcome } from './api.ts';
import { store } from './store.ts';

/** Is the server reachable, and how many changes wait here to be sent. */
export interface Connection {
  readonly state: 'online' | 'lost';
  /** When it was lost, ms since the epoch. */
  readonly since?: number;
  readonly waiting: number;
  /** The live stream of changes is open. */
  readonly live: boolean;
}

export const connection = store<Connection>({ state: 'online', waiting: 0, live: false });

export function setWaiting(waiting: number): void {
  connection.set({ ...connection.get(), waiting });
}
export function setLive(live: boolean): void {
  const now = connection.get();
  if (now.live !== live) connection.set({ ...now, live });
}
export function setLost(): void {
  const now = connection.get();
  if (now.state === 'online') connection.set({ ...now, state: 'lost', since: Date.now() });
}
export function setReached(): void {
  const { state, waiting, live } = connection.get();
  if (state === 'lost') connection.set({ state: 'online', waiting, live });
}

onOutcome((failure) => {
  if (failure?.kind === 'offline') setLost();
  else setReached();
});
