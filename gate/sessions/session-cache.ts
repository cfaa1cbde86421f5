/**
 * Sessions in memory for a few seconds, so that a request costs no query. What changes here is forgotten at once; what
 * another process changed is seen after at most `FRESH_MS`.
 */
import type { Pool } from 'pg';
import type { AccountColumns } from '../accounts/account.ts';
import { tokenHash, tokenKey } from '../accounts/token.ts';

const FRESH_MS = 5000;

export interface Held {
  readonly key: string;
  readonly token: Buffer;
  readonly cookie: string;
  readonly id: string;
  readonly workstation: string;
  readonly endsMs: number;
  readonly account: AccountColumns;
  readonly loadedMs: number;
  locked: boolean;
  turned: string | null;
  seenMs: number;
  savedMs: number;
}

interface Row {
  readonly id: string;
  readonly workstation: string;
  readonly seen: Date;
  readonly ends: Date;
  readonly locked: boolean;
  readonly turned: string | null;
  readonly account: AccountColumns;
}

export interface SessionCache {
  find(cookie: string): Promise<Held | undefined>;
  forget(key: string): void;
  forgetAccount(account: string): void;
}

const FIND = `select s.id, s.workstation, s.seen, s.ends, s.locked, s.turned, to_jsonb(a) as account
  from gate.session s join gate.account a on a.clinic = s.clinic and a.id = s.account
  where s.clinic = $1 and s.token = $2 and s.ends > $3 and not a.disabled`;

export function openSessionCache(pool: Pool, clinic: number, now: () => number): SessionCache {
  const held = new Map<string, Held>();
  const loading = new Map<string, Promise<Held | undefined>>();

  const load = async (key: string, cookie: string): Promise<Held | undefined> => {
    const token = tokenHash(cookie);
    const { rows } = await pool.query<Row>({
      name: 'gate-session',
      text: FIND,
      values: [clinic, token, new Date(now())],
    });
    const [row] = rows;
    const before = held.get(key);
    if (!row) {
      held.delete(key);
      return undefined;
    }
    const savedMs = row.seen.getTime();
    const fresh: Held = {
      key,
      token,
      cookie,
      id: row.id,
      workstation: row.workstation,
      endsMs: row.ends.getTime(),
      account: row.account,
      loadedMs: now(),
      locked: row.locked,
      turned: row.turned,
      // This process may know of a later touch than it has written down.
      seenMs: Math.max(savedMs, before?.seenMs ?? 0),
      savedMs,
    };
    held.set(key, fresh);
    if (held.size > 10_000)
      for (const [old, { loadedMs }] of held) if (loadedMs < now() - FRESH_MS) held.delete(old);
    return fresh;
  };

  return {
    async find(cookie) {
      const key = tokenKey(cookie);
      const found = held.get(key);
      if (found && found.loadedMs > now() - FRESH_MS) return found.endsMs > now() ? found : undefined;
      const under = loading.get(key) ?? load(key, cookie).finally(() => loading.delete(key));
      loading.set(key, under);
      return under;
    },
    forget: (key) => void held.delete(key),
    forgetAccount(account) {
      for (const [key, session] of held) if (session.account.id === account) held.delete(key);
    },
  };
}
