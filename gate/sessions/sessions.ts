/** Sign-in, sessions, lock and unlock. Numbered rules in gate/README.md (S1 to S12). */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { type AccountColumns, accountFrom, foldName } from '../accounts/account.ts';
import { type AccountStore, accountByName } from '../accounts/accounts.ts';
import { hashSecret, isOutdated, secretMatches } from '../accounts/secret.ts';
import { newToken, tokenHash } from '../accounts/token.ts';
import type { AuditNote } from '../audit/row.ts';
import type { Trail } from '../audit/trail.ts';
import { authorOf } from '../author.ts';
import type { Session, SessionCookie, SessionSummary, Sessions, SignIn, Unlock } from '../gate.ts';
import type { Principal } from '../principal.ts';
import { type Held, openSessionCache } from './session-cache.ts';
import type { Throttle } from './throttle.ts';

export const COOKIE = 'medley';
const ABSOLUTE_HOURS = 12;
/** Untouched this long the session is over, locked or not. */
const IDLE_END_MS = 4 * 3_600_000;
const UNLOCK_TRIES = 5;
/** How far the database may lag behind the last touch. */
const SEEN_LAG_MS = 15_000;

export interface SessionOptions {
  readonly store: AccountStore;
  readonly trail: Trail;
  readonly throttle: Throttle;
  readonly demo: boolean;
  readonly idleMinutes: number;
  readonly now: () => number;
}

const csrfOf = (cookie: string): string =>
  createHmac('sha256', cookie).update('medley csrf').digest('base64url');
const cookieOf = (value: string, secure: boolean, maxAge: number): SessionCookie => ({
  name: COOKIE,
  value,
  options: { httpOnly: true, sameSite: 'strict', secure, path: '/', maxAge },
});

export async function openSessions(
  options: SessionOptions,
): Promise<Sessions & { forgetAccount(account: string): void }> {
  const { store, trail, throttle, now } = options;
  const { pool, clinic } = store;
  const cache = openSessionCache(pool, clinic, now);
  const nobody = await hashSecret(newToken());
  let idleMs = clampIdle(options.idleMinutes);

  const principalOf = (held: Held): Principal => ({
    kind: 'person',
    account: held.account.id,
    reference: held.account.practitioner,
    display: held.account.display,
    roles: accountFrom(held.account).roles,
    owner: held.account.owner,
    scopes: [],
    clinic,
    workstation: held.workstation,
  });
  const sessionOf = (held: Held): Session => ({
    id: held.id,
    principal: principalOf(held),
    language: held.account.language === 'es' ? 'es' : 'en',
    csrf: csrfOf(held.cookie),
    locked: held.locked,
    idleSeconds: idleMs / 1000,
    hasPin: held.account.pin !== null,
  });
  const note = (principal: Principal, action: AuditNote['action'], extra: Partial<AuditNote> = {}) =>
    trail.note({ ...authorOf(principal), action, outcome: 'success', ...extra });
  const end = async (id: string) => {
    await pool.query('delete from gate.session where clinic = $1 and id = $2', [clinic, id]);
  };
  const lockBecause = async (held: Held, reason: string) => {
    if (held.locked) return;
    held.locked = true;
    await pool.query('update gate.session set locked = true, tries = 0 where clinic = $1 and token = $2', [
      clinic,
      held.token,
    ]);
    await note(principalOf(held), 'lock', { reason });
  };
  const find = async (cookie: string | undefined): Promise<Held | undefined> => {
    if (cookie === undefined || !/^[A-Za-z0-9_-]{43}$/.test(cookie)) return undefined;
    const held = await cache.find(cookie);
    if (!held) return undefined;
    const idle = now() - held.seenMs;
    if (idle > IDLE_END_MS) {
      cache.forget(held.key);
      await end(held.id);
      await note(principalOf(held), 'sign-out', { reason: 'idle' });
      return undefined;
    }
    if (idle > idleMs) await lockBecause(held, 'idle');
    return held;
  };
  const byCookie = new WeakMap<Session, Held>();
  const hand = (held: Held): Session => {
    const session = sessionOf(held);
    byCookie.set(session, held);
    return session;
  };
  const start = async (
    account: AccountColumns,
    from: { workstation: string },
  ): Promise<{ cookie: string; held: Held }> => {
    const cookie = newToken();
    await pool.query(
      `insert into gate.session (clinic, token, id, account, workstation, started, seen, ends)
       values ($1, $2, $3, $4, $5, $6, $6, $7)`,
      [
        clinic,
        tokenHash(cookie),
        randomUUID(),
        account.id,
        from.workstation,
        new Date(now()),
        new Date(now() + ABSOLUTE_HOURS * 3_600_000),
      ],
    );
    const held = await cache.find(cookie);
    if (!held) throw new Error('a session that was just opened is gone');
    return { cookie, held };
  };
  const mayEnter = (account: AccountColumns) => !account.disabled && (!account.demo || options.demo);

  return {
    cookieName: COOKIE,
    forgetAccount: cache.forgetAccount,
    expiredCookie: (secure) => cookieOf('', secure, 0),
    setIdleMinutes(minutes) {
      idleMs = clampIdle(minutes);
    },
    async signIn(credentials, from): Promise<SignIn> {
      const workstation = `${from.workstation} @ ${from.address}`.slice(0, 200);
      const failed = (reason: string, account?: AccountColumns) =>
        trail.note({
          account: account?.id ?? '',
          display: '',
          roles: [],
          workstation,
          action: 'sign-in-failed',
          outcome: 'refused',
          reason,
        });
      const name = foldName(credentials.name).slice(0, 200);
      const wait = await throttle.attempt(name, from.address);
      const account = await accountByName(store, name);
      if (wait > 0) {
        await failed('throttled', account);
        return { ok: false, refused: 'throttled', retryAfterSeconds: wait };
      }
      const right = await secretMatches(account?.password ?? nobody, credentials.password.slice(0, 1000));
      if (!account || !right || account.password === null || !mayEnter(account)) {
        await failed(account ? (right ? 'not admitted' : 'wrong password') : 'unknown name', account);
        return { ok: false, refused: 'sign-in-failed' };
      }
      await throttle.succeeded(name, from.address);
      if (isOutdated(account.password))
        await rehash(pool, clinic, {
          id: account.id,
          before: account.password,
          password: credentials.password,
        });
      const { cookie, held } = await start(account, { workstation });
      await note(principalOf(held), 'sign-in');
      return { ok: true, session: hand(held), cookie: cookieOf(cookie, from.secure, ABSOLUTE_HOURS * 3600) };
    },
    async find(cookie) {
      const held = await find(cookie);
      if (!held || (held.account.demo && !options.demo)) return undefined;
      return hand(held);
    },
    touch(session) {
      const held = byCookie.get(session);
      if (!held || held.locked) return;
      held.seenMs = now();
      if (held.seenMs - held.savedMs < SEEN_LAG_MS) return;
      const saved = held.savedMs;
      held.savedMs = held.seenMs;
      pool
        .query('update gate.session set seen = $3 where clinic = $1 and token = $2', [
          clinic,
          held.token,
          new Date(held.seenMs),
        ])
        .catch(() => {
          held.savedMs = saved; // The next touch writes it.
        });
    },
    csrfMatches(session, header) {
      const given = Buffer.from(header ?? '');
      const expected = Buffer.from(session.csrf);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    async lock(session) {
      const held = byCookie.get(session);
      if (held) await lockBecause(held, 'by hand');
    },
    async unlock(cookie, pin): Promise<Unlock> {
      const held = await find(cookie);
      if (!held) return { ok: false, refused: 'signed-out' };
      const principal = principalOf(held);
      // The try is counted before it is judged, so that guesses in parallel do not each count as the first.
      const { rows } = await pool.query<{ tries: number }>(
        'update gate.session set tries = tries + 1 where clinic = $1 and token = $2 and tries < $3 returning tries',
        [clinic, held.token, UNLOCK_TRIES],
      );
      const tries = rows[0]?.tries;
      const expected = held.account.pin ?? held.account.password;
      if (tries !== undefined && expected !== null && (await secretMatches(expected, pin.slice(0, 1000)))) {
        await pool.query(
          'update gate.session set locked = false, tries = 0, seen = $3 where clinic = $1 and token = $2',
          [clinic, held.token, new Date(now())],
        );
        Object.assign(held, { locked: false, seenMs: now(), savedMs: now() });
        await note(principal, 'unlock');
        return { ok: true, session: hand(held) };
      }
      await note(principal, 'unlock-failed', { outcome: 'refused', reason: 'wrong PIN' });
      if (tries !== undefined && tries < UNLOCK_TRIES)
        return { ok: false, refused: 'wrong-pin', triesLeft: UNLOCK_TRIES - tries };
      cache.forget(held.key);
      await end(held.id);
      await note(principal, 'sign-out', { reason: 'too many wrong PINs' });
      return { ok: false, refused: 'signed-out' };
    },
    async signOut(session) {
      const held = byCookie.get(session);
      if (held) cache.forget(held.key);
      await end(session.id);
      await note(session.principal, 'sign-out');
    },
    async signOutEverywhere(by, account) {
      const { rowCount } = await pool.query(
        'delete from gate.session where clinic = $1 and account::text = $2',
        [clinic, account],
      );
      cache.forgetAccount(account);
      await note(by, 'sign-out', { reason: 'everywhere', operation: `account ${account}` });
      return rowCount ?? 0;
    },
    async list(account): Promise<SessionSummary[]> {
      const { rows } = await pool.query<{
        id: string;
        workstation: string;
        started: Date;
        seen: Date;
        locked: boolean;
      }>(
        'select id, workstation, started, seen, locked from gate.session where clinic = $1 and account::text = $2 and ends > now() order by seen desc',
        [clinic, account],
      );
      return rows.map(({ id, workstation, started, seen, locked }) => ({
        id,
        workstation,
        started: started.toISOString(),
        seen: seen.toISOString(),
        locked,
      }));
    },
    async setLanguage(session, language) {
      await pool.query('update gate.account set language = $3 where clinic = $1 and id = $2', [
        clinic,
        session.principal.account,
        language,
      ]);
      cache.forgetAccount(session.principal.account);
      return { ...session, language };
    },
  };
}

const clampIdle = (minutes: number): number => Math.min(15, Math.max(2, minutes)) * 60_000;

/** Keeps a password under today's parameters; lost when somebody changed the password meanwhile, as it should be. */
async function rehash(
  pool: Pool,
  clinic: number,
  secret: { id: string; before: string; password: string },
): Promise<void> {
  await pool.query('update gate.account set password = $3 where clinic = $1 and id = $2 and password = $4', [
    clinic,
    secret.id,
    await hashSecret(secret.password),
    secret.before,
  ]);
}
