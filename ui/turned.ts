/**
 * The screen turned to the patient: while it is, this workstation shows one page of hers and nothing else, whatever is
 * clicked, typed in the address, or reloaded. It ends with the lock, so that only a PIN leads back to the clinic.
 */
import { call, failureFrom } from './api.ts';
import { flushDrafts } from './drafts.ts';
import { lockNow, sessionStore, TURNED_KEY } from './session.ts';
import { store } from './store.ts';

export interface Turned {
  /** Whose forms they are: the server answers no other's until the PIN. */
  readonly patient: string;
  /** What she sees; ids only. */
  readonly path: string;
  /** Where the staff comes back to, after the PIN. */
  readonly back: string;
}

// A preference of this workstation, addresses with ids: a reload must not open the clinic to her.
function kept(): Turned | undefined {
  if (typeof localStorage === 'undefined') return undefined;
  try {
    const found = JSON.parse(localStorage.getItem(TURNED_KEY) ?? 'null') as Partial<Turned> | null;
    return found?.patient && found.path && found.back
      ? { patient: found.patient, path: found.path, back: found.back }
      : undefined;
  } catch {
    return undefined;
  }
}

export const turnedStore = store<Turned | undefined>(kept());

/** Turns the screen to the patient. The shell shows the path, and keeps to it. */
export function turnTo(turned: Turned): void {
  localStorage.setItem(TURNED_KEY, JSON.stringify(turned));
  turnedStore.set(turned);
  void tellTurned();
}

const AGAIN_MS = 2000;
/** The server keeps to it too: another tab or browser with this session opens nothing of the clinic. */
async function tellTurned(): Promise<void> {
  // Afterwards the server takes no letter of the staff's page any more.
  await flushDrafts();
  const turned = turnedStore.get();
  if (!turned || sessionStore.get().state !== 'in') return;
  try {
    await call({ method: 'POST', path: '/api/session/turn', json: { patient: turned.patient } });
  } catch (error) {
    const { kind } = failureFrom(error);
    if (kind === 'offline' || kind === 'busy') setTimeout(() => void tellTurned(), AGAIN_MS);
  }
}

/** She gives it back: locked, and the PIN opens the staff's page again. */
export const handBack = (): void => lockNow();

function end(): void {
  const turned = turnedStore.get();
  if (!turned) return;
  localStorage.removeItem(TURNED_KEY);
  // The next person to sign in starts at her own place, not in this visit.
  history.replaceState(null, '', sessionStore.get().state === 'in' ? turned.back : '/');
  turnedStore.set(undefined);
}

let wasLocked = false;
sessionStore.subscribe(() => {
  const { state } = sessionStore.get();
  // The PIN ends it, not the lock: a lock that has not reached the server yet must not be undone by a reload.
  if (state === 'in' && wasLocked) end();
  // After the sign-in page has taken the place of hers: nothing of the clinic is drawn on the way.
  if (state === 'out') setTimeout(end, 0);
  wasLocked = state === 'locked';
});
if (typeof addEventListener === 'function')
  addEventListener('storage', ({ key }) => {
    // Every tab of this workstation turns with it.
    if (key === TURNED_KEY) turnedStore.set(kept());
  });
