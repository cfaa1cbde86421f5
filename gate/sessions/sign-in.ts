import { randomUUID } from 'node:crypto';
import { type AccountColumns, foldName } from '../accounts/account.ts';
import { accountByName } from '../accounts/accounts.ts';
import { hashSecret, isOutdated, secretMatches } from '../accounts/secret.ts';
import { newToken, tokenHash } from '../accounts/token.ts';
import type { SignIn } from '../gate.ts';
import { ABSOLUTE_HOURS, cookieOf, type Desk, handOut, noteOf } from './desk.ts';

export interface Credentials {
  readonly name: string;
  readonly password: string;
}
export interface From {
  readonly address: string;
  readonly workstation: string;
  readonly secure: boolean;
}

const LONGEST_NAME = 200;
const LONGEST_PASSWORD = 1000;

/** Unknown names, wrong passwords and closed accounts get the same answer after the same work. */
export async function signIn(desk: Desk, credentials: Credentials, from: From): Promise<SignIn> {
  const workstation = `${from.workstation} @ ${from.address}`.slice(0, 200);
  const name = foldName(credentials.name).slice(0, LONGEST_NAME);
  const wait = await desk.throttle.attempt(name, from.address);
  const account = await accountByName(desk.store, name);
  const failed = (reason: string) =>
    desk.store.trail.note({
      account: account?.id ?? '',
      display: '',
      roles: [],
      workstation,
      action: 'sign-in-failed',
      outcome: 'refused',
      reason,
    });
  if (wait > 0) {
    await failed('throttled');
    return { ok: false, refused: 'throttled', retryAfterSeconds: wait };
  }
  const password = credentials.password.slice(0, LONGEST_PASSWORD);
  const right = await secretMatches(account?.password ?? desk.nobody, password);
  const welcome = account && !account.disabled && (!account.demo || desk.demo);
  if (!right || !account?.password || !welcome) {
    await failed(account ? (right ? 'not admitted' : 'wrong password') : 'unknown name');
    return { ok: false, refused: 'sign-in-failed' };
  }
  await desk.throttle.succeeded(name, from.address);
  if (isOutdated(account.password)) await rehash(desk, account, password);
  const cookie = await open(desk, account, workstation);
  const held = await desk.cache.find(cookie);
  // Disabled in the same moment.
  if (!held) return { ok: false, refused: 'sign-in-failed' };
  await noteOf(desk, held, { action: 'sign-in' });
  return {
    ok: true,
    session: handOut(desk, held),
    cookie: cookieOf(cookie, from.secure, ABSOLUTE_HOURS * 3600),
  };
}

async function open({ store, now }: Desk, account: AccountColumns, workstation: string): Promise<string> {
  const cookie = newToken();
  await store.pool.query(
    `insert into gate.session (clinic, token, id, account, workstation, started, seen, ends) values ($1, $2, $3, $4, $5, $6, $6, $7)`,
    [
      store.clinic,
      tokenHash(cookie),
      randomUUID(),
      account.id,
      workstation,
      new Date(now()),
      new Date(now() + ABSOLUTE_HOURS * 3_600_000),
    ],
  );
  return cookie;
}

/** Keeps the password under today's parameters; does nothing when it was changed meanwhile. */
async function rehash({ store }: Desk, account: AccountColumns, password: string): Promise<void> {
  await store.pool.query(
    'update gate.account set password = $3 where clinic = $1 and id = $2 and password = $4',
    [store.clinic, account.id, await hashSecret(password), account.password],
  );
}
