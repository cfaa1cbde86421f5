/** Sessions as the gate offers them. Rules S1 to S10 in gate/README.md. */
import { timingSafeEqual } from 'node:crypto';
import type { AccountStore } from '../accounts/accounts.ts';
import { hashSecret } from '../accounts/secret.ts';
import { newToken } from '../accounts/token.ts';
import { authorOf } from '../author.ts';
import type { Session, SessionSummary, Sessions } from '../gate.ts';
import {
  COOKIE,
  cookieOf,
  type Desk,
  endSession,
  findSession,
  handOut,
  lockSession,
  turnSession,
} from './desk.ts';
import { type Held, openSessionCache } from './session-cache.ts';
import { signIn } from './sign-in.ts';
import type { Throttle } from './throttle.ts';
import { unlock } from './unlock.ts';

/** How far the database may lag behind the last touch. */
const SEEN_LAG_MS = 15_000;

export interface SessionOptions {
  readonly store: AccountStore;
  readonly throttle: Throttle;
  readonly demo: boolean;
  readonly idleMinutes: number;
  readonly now: () => number;
}

/** Two to fifteen minutes (DOMAIN E4). */
const idleMs = (minutes: number): number => Math.min(15, Math.max(2, minutes)) * 60_000;

export async function openSessions({
  idleMinutes,
  ...options
}: SessionOptions): Promise<Sessions & { forgetAccount(account: string): void }> {
  const { pool, clinic, trail } = options.store;
  const desk: Desk = {
    ...options,
    cache: openSessionCache(pool, clinic, options.now),
    nobody: await hashSecret(newToken()),
    idle: { ms: idleMs(idleMinutes) },
    handed: new WeakMap(),
  };
  return {
    cookieName: COOKIE,
    forgetAccount: desk.cache.forgetAccount,
    expiredCookie: (secure) => cookieOf('', secure, 0),
    setIdleMinutes(minutes) {
      desk.idle.ms = idleMs(minutes);
    },
    signIn: (credentials, from) => signIn(desk, credentials, from),
    async find(cookie) {
      const held = await findSession(desk, cookie);
      return held && handOut(desk, held);
    },
    touch(session) {
      const held = desk.handed.get(session);
      if (held && !held.locked) touch(desk, held);
    },
    csrfMatches,
    async lock(session) {
      const held = desk.handed.get(session);
      if (held) await lockSession(desk, held, 'by hand');
    },
    async turn(session, patient) {
      const held = desk.handed.get(session);
      if (held) await turnSession(desk, held, patient);
    },
    unlock: (cookie, pin) => unlock(desk, cookie, pin),
    async signOut(session) {
      const held = desk.handed.get(session);
      if (held) await endSession(desk, held, 'by hand');
    },
    async signOutEverywhere(by, account) {
      const { rowCount } = await pool.query(
        'delete from gate.session where clinic = $1 and account::text = $2',
        [clinic, account],
      );
      desk.cache.forgetAccount(account);
      await trail.note({
        ...authorOf(by),
        action: 'sign-out',
        outcome: 'success',
        reason: 'everywhere',
        operation: `account ${account}`,
      });
      return rowCount ?? 0;
    },
    list: (account) => listSessions(desk, account),
    async setLanguage(session, language) {
      await pool.query('update gate.account set language = $3 where clinic = $1 and id = $2', [
        clinic,
        session.principal.account,
        language,
      ]);
      desk.cache.forgetAccount(session.principal.account);
      return { ...session, language };
    },
  };
}

function csrfMatches(session: Session, header: string | undefined): boolean {
  const given = Buffer.from(header ?? '');
  const expected = Buffer.from(session.csrf);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** In memory at once, in the database now and then: a touch must cost nothing. */
function touch({ store, now }: Desk, held: Held): void {
  held.seenMs = now();
  if (held.seenMs - held.savedMs < SEEN_LAG_MS) return;
  const saved = held.savedMs;
  held.savedMs = held.seenMs;
  store.pool
    .query('update gate.session set seen = $3 where clinic = $1 and token = $2', [
      store.clinic,
      held.token,
      new Date(held.seenMs),
    ])
    .catch(() => {
      held.savedMs = saved; // The next touch writes it.
    });
}

interface SummaryColumns {
  readonly id: string;
  readonly workstation: string;
  readonly started: Date;
  readonly seen: Date;
  readonly locked: boolean;
}

async function listSessions({ store }: Desk, account: string): Promise<SessionSummary[]> {
  const { rows } = await store.pool.query<SummaryColumns>(
    'select id, workstation, started, seen, locked from gate.session where clinic = $1 and account::text = $2 and ends > now() order by seen desc',
    [store.clinic, account],
  );
  return rows.map(({ started, seen, ...rest }) => ({
    ...rest,
    started: started.toISOString(),
    seen: seen.toISOString(),
  }));
}
