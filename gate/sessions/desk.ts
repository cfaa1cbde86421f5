/** What sign-in, lock and sign-out work with, and the few things all of them do. */
import { createHmac } from 'node:crypto';
import { accountFrom } from '../accounts/account.ts';
import type { AccountStore } from '../accounts/accounts.ts';
import type { AuditNote } from '../audit/row.ts';
import { authorOf } from '../author.ts';
import type { Session, SessionCookie } from '../gate.ts';
import type { Principal } from '../principal.ts';
import type { Held, SessionCache } from './session-cache.ts';
import type { Throttle } from './throttle.ts';

export const COOKIE = 'medley';
export const ABSOLUTE_HOURS = 12;
/** Untouched this long the session is over, locked or not. */
const IDLE_END_MS = 4 * 3_600_000;

export interface Desk {
  readonly store: AccountStore;
  readonly throttle: Throttle;
  readonly cache: SessionCache;
  /** Demo accounts may enter. */
  readonly demo: boolean;
  readonly now: () => number;
  /** The hash of a password nobody has, so that unknown names cost the same time. */
  readonly nobody: string;
  readonly idle: { ms: number };
  readonly handed: WeakMap<Session, Held>;
}

export const cookieOf = (value: string, secure: boolean, maxAge: number): SessionCookie => ({
  name: COOKIE,
  value,
  options: { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge },
});

const principalOf = (desk: Desk, held: Held): Principal => ({
  kind: 'person',
  account: held.account.id,
  reference: held.account.practitioner,
  display: held.account.display,
  roles: accountFrom(held.account).roles,
  owner: held.account.owner,
  scopes: [],
  clinic: desk.store.clinic,
  workstation: held.workstation,
});

/** The session as the server gets it. Its CSRF token follows from the cookie: nobody without the cookie can make it. */
export function handOut(desk: Desk, held: Held): Session {
  const session: Session = {
    id: held.id,
    principal: principalOf(desk, held),
    language: held.account.language === 'es' ? 'es' : 'en',
    csrf: createHmac('sha256', held.cookie).update('medley csrf').digest('base64url'),
    locked: held.locked,
    ...(held.turned === null ? {} : { turned: held.turned }),
    idleSeconds: desk.idle.ms / 1000,
    hasPin: held.account.pin !== null,
  };
  desk.handed.set(session, held);
  return session;
}

export const noteOf = (
  desk: Desk,
  held: Held,
  note: Pick<AuditNote, 'action'> & Partial<AuditNote>,
): Promise<void> =>
  desk.store.trail.note({ ...authorOf(principalOf(desk, held)), outcome: 'success', ...note });

export async function endSession(desk: Desk, held: Held, reason: string): Promise<void> {
  desk.cache.forget(held.key);
  await desk.store.pool.query('delete from gate.session where clinic = $1 and token = $2', [
    desk.store.clinic,
    held.token,
  ]);
  await noteOf(desk, held, { action: 'sign-out', reason });
}

export async function lockSession(desk: Desk, held: Held, reason: string): Promise<void> {
  if (held.locked) return;
  held.locked = true;
  await desk.store.pool.query(
    'update gate.session set locked = true, tries = 0 where clinic = $1 and token = $2',
    [desk.store.clinic, held.token],
  );
  await noteOf(desk, held, { action: 'lock', reason });
}

export async function turnSession(desk: Desk, held: Held, patient: string): Promise<void> {
  if (held.locked || held.turned !== null) return;
  held.turned = patient;
  await desk.store.pool.query('update gate.session set turned = $3 where clinic = $1 and token = $2', [
    desk.store.clinic,
    held.token,
    patient,
  ]);
  await noteOf(desk, held, { action: 'turn', patients: [patient] });
}

/** The live session of a cookie; one that was idle too long is locked, or over, by now. */
export async function findSession(desk: Desk, cookie: string | undefined): Promise<Held | undefined> {
  if (cookie === undefined || !/^[A-Za-z0-9_-]{43}$/.test(cookie)) return undefined;
  const held = await desk.cache.find(cookie);
  if (!held || (held.account.demo && !desk.demo)) return undefined;
  const idle = desk.now() - held.seenMs;
  if (idle > IDLE_END_MS) {
    await endSession(desk, held, 'idle');
    return undefined;
  }
  if (idle > desk.idle.ms) await lockSession(desk, held, 'idle');
  return held;
}
