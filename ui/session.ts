import type { Role } from '#gate/principal.ts';
import { call, failureFrom, onOutcome, setCsrf } from './api.ts';
import { listenFrom } from './events.ts';
import { store } from './store.ts';

export type Language = 'en' | 'es';

/** What the server says about the person at this workstation. */
export interface Session {
  readonly who: {
    readonly display: string;
    readonly roles: readonly Role[];
    readonly owner: boolean;
    /** `Practitioner/…` */
    readonly reference: string;
  };
  readonly csrf: string;
  readonly locked: boolean;
  readonly idleSeconds: number;
  readonly hasPin: boolean;
  readonly language: Language;
  readonly clinic: {
    readonly name: string;
    readonly zone: string;
    readonly state: string;
    readonly demo: boolean;
  };
  readonly home: string;
  /** Where the change feed was before anything was asked. */
  readonly position: string;
}
export type SessionState =
  | { readonly state: 'asking' }
  | { readonly state: 'unreachable' }
  | { readonly state: 'out' }
  | { readonly state: 'in' | 'locked'; readonly session: Session };

export const sessionStore = store<SessionState>({ state: 'asking' });

/** Asks who is signed in here. */
export async function askSession(): Promise<void> {
  try {
    take((await call({ method: 'GET', path: '/api/session' })) as Session);
  } catch (error) {
    const { kind } = failureFrom(error);
    if (kind === 'signed-out') sessionStore.set({ state: 'out' });
    else if (sessionStore.get().state === 'asking') sessionStore.set({ state: 'unreachable' });
  }
}

function take(session: Session): void {
  setCsrf(session.csrf);
  listenFrom(session.position);
  sessionStore.set({ state: session.locked ? 'locked' : 'in', session });
}

/** Signs in; throws ApiFailure. */
export async function signIn(name: string, password: string): Promise<void> {
  take((await call({ method: 'POST', path: '/api/session', json: { name, password } })) as Session);
  others?.postMessage('asked');
}

export async function signOut(): Promise<void> {
  await call({ method: 'DELETE', path: '/api/session' }).catch(() => undefined);
  others?.postMessage('asked');
  // A fresh document: nothing of the last person's record stays in memory.
  location.assign('/');
}

/** Hides the record at once and then tells the server; a lost network must not leave it open. */
export function lockNow(): void {
  const now = sessionStore.get();
  if (now.state !== 'in') return;
  sessionStore.set({ state: 'locked', session: now.session });
  others?.postMessage('locked');
  void tellLocked();
}

const AGAIN = 2000;
/** The server hears of the lock as soon as it can: what was locked without a network must not open by a reload. */
async function tellLocked(): Promise<void> {
  try {
    await call({ method: 'POST', path: '/api/session/lock' });
  } catch (error) {
    const { kind } = failureFrom(error);
    if (kind !== 'offline' && kind !== 'busy') return;
    setTimeout(() => sessionStore.get().state === 'locked' && void tellLocked(), AGAIN);
  }
}

/** Opens a locked workstation; throws ApiFailure. */
export async function unlock(pin: string): Promise<void> {
  take((await call({ method: 'POST', path: '/api/session/unlock', json: { pin } })) as Session);
  others?.postMessage('asked');
}

/** Keeps the language with the account; the caller switches the words. */
export function keepLanguage(language: Language): void {
  const now = sessionStore.get();
  if (!('session' in now)) return;
  sessionStore.set({ ...now, session: { ...now.session, language } });
  void call({ method: 'PUT', path: '/api/session/language', json: { language } }).catch(() => undefined);
}

// Tabs of one workstation lock and open together.
const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('medley-session');
if (others) {
  others.onmessage = ({ data }) => {
    if (data === 'locked') {
      const now = sessionStore.get();
      if (now.state === 'in') sessionStore.set({ state: 'locked', session: now.session });
    } else void askSession();
  };
}

/** Where `turned.ts` keeps, on this workstation, that a patient holds the screen. */
export const TURNED_KEY = 'medley.turned';
const isTurnedHere = (): boolean =>
  typeof localStorage !== 'undefined' && localStorage.getItem(TURNED_KEY) !== null;

onOutcome((failure) => {
  const now = sessionStore.get();
  // Where she signs, what lies behind her page may be answered late: that is no reason to take it from her.
  if (failure?.kind === 'locked' && now.state === 'in' && !(failure.turned && isTurnedHere()))
    sessionStore.set({ state: 'locked', session: now.session });
  if (failure?.kind === 'signed-out' && (now.state === 'in' || now.state === 'locked'))
    sessionStore.set({ state: 'out' });
});
