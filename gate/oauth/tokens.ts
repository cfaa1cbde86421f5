/** Bearer tokens to principals, from memory for 5 s, so that neither a revoked token nor a disabled client lives longer. */
import type { Pool } from 'pg';
import { tokenHash, tokenKey } from '../accounts/token.ts';
import type { Principal } from '../principal.ts';
import { coveredScopes } from '../scopes.ts';

export interface Tokens {
  find(bearer: string): Promise<Principal | undefined>;
  forgetAll(): void;
}

interface Row {
  readonly client: string;
  readonly name: string;
  readonly scopes: string[];
  readonly scope: string | null;
  readonly expires: Date;
}
const FIND = `select o.client, c.name, c.scopes, o.payload->>'scope' as scope, o.expires
  from gate.oauth o join gate.client c on c.clinic = o.clinic and c.id = o.client
  where o.clinic = $1 and o.model = 'ClientCredentials' and o.id = $2 and o.expires > now() and not c.disabled`;
const FRESH_MS = 5000;

export function openTokens(pool: Pool, clinic: number, now: () => number): Tokens {
  const held = new Map<string, { principal: Principal; until: number }>();
  const loading = new Map<string, Promise<Principal | undefined>>();

  const load = async (key: string, bearer: string): Promise<Principal | undefined> => {
    const { rows } = await pool.query<Row>({
      name: 'gate-token',
      text: FIND,
      values: [clinic, tokenHash(bearer)],
    });
    const [row] = rows;
    if (!row) {
      held.delete(key);
      return undefined;
    }
    const principal: Principal = {
      kind: 'machine',
      account: row.client,
      reference: `Device/${row.client}`,
      display: row.name,
      roles: [],
      owner: false,
      scopes: coveredScopes((row.scope ?? '').split(' '), row.scopes),
      clinic,
      workstation: row.name,
    };
    if (held.size > 10_000) held.clear();
    held.set(key, { principal, until: Math.min(now() + FRESH_MS, row.expires.getTime()) });
    return principal;
  };

  return {
    async find(bearer) {
      if (bearer.length < 20 || bearer.length > 200) return undefined;
      const key = tokenKey(bearer);
      const found = held.get(key);
      if (found && found.until > now()) return found.principal;
      const under = loading.get(key) ?? load(key, bearer).finally(() => loading.delete(key));
      loading.set(key, under);
      return under;
    },
    forgetAll: () => held.clear(),
  };
}
