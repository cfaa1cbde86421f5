/**
 * Sign-in throttling on PostgreSQL, so that it survives restarts and holds for all servers (DOMAIN E8: 5 in 15 minutes).
 * An attempt is counted before the password is looked at and given back when it was right: guesses sent at the same
 * moment cannot all slip through. Unknown names are counted like known ones.
 */
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { tokenKey } from '../accounts/token.ts';

export interface Limits {
  readonly perAccount: number;
  readonly perAddress: number;
  readonly seconds: number;
}
/** A whole clinic often shares one address, and five slips of different people must not close it: hence 25. */
const LIMITS: Limits = { perAccount: 5, perAddress: 25, seconds: 15 * 60 };

export interface Throttle {
  /** Seconds to wait, or 0: the attempt was counted and may be tried. */
  attempt(name: string, address: string): Promise<number>;
  /** The attempt was right: the account starts afresh, the address gets this one back. */
  succeeded(name: string, address: string): Promise<void>;
}

export function openThrottle(pool: Pool, clinic: number, limits: Limits = LIMITS): Throttle {
  const limiter = (kind: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      schemaName: 'gate',
      tableName: 'throttle',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: `${clinic}:${kind}`,
      points,
      duration: limits.seconds,
    });
  const accounts = limiter('account', limits.perAccount);
  const addresses = limiter('address', limits.perAddress);
  const keyOf = (name: string) => tokenKey(name);
  return {
    async attempt(name, address) {
      const waits = await Promise.all([consume(accounts, keyOf(name)), consume(addresses, address)]);
      return Math.max(...waits);
    },
    async succeeded(name, address) {
      await Promise.all([accounts.delete(keyOf(name)), addresses.reward(address, 1)]);
    },
  };
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key, 1);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw refused;
  }
}
