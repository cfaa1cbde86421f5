/** Where oidc-provider keeps what it issues: one table, ids (which are the tokens) as hashes only. */

import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Pool } from 'pg';
import { tokenHash } from '../accounts/token.ts';
import { readClient } from './clients.ts';

/** A constructor of adapters, one for each model of oidc-provider. */
export const adapterOn = (pool: Pool, clinic: number): ((model: string) => Adapter) => {
  const make = (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const { jti: _, ...kept } = payload;
      await pool.query(
        `insert into gate.oauth (clinic, model, id, client, payload, expires) values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
         on conflict (clinic, model, id) do update set payload = excluded.payload, expires = excluded.expires`,
        [clinic, model, tokenHash(id), payload.clientId ?? null, JSON.stringify(kept), expiresIn || 86_400],
      );
    },
    async find(id) {
      if (model === 'Client') return readClient(pool, clinic, id);
      const { rows } = await pool.query<{ payload: AdapterPayload }>(
        'select payload from gate.oauth where clinic = $1 and model = $2 and id = $3 and expires > now()',
        [clinic, model, tokenHash(id)],
      );
      return rows[0] ? { ...rows[0].payload, jti: id } : undefined;
    },
    async destroy(id) {
      await pool.query('delete from gate.oauth where clinic = $1 and model = $2 and id = $3', [
        clinic,
        model,
        tokenHash(id),
      ]);
    },
    // Grants with a person behind them (codes, device codes, sessions) are not offered.
    findByUserCode: async () => undefined,
    findByUid: async () => undefined,
    consume: async () => {},
    revokeByGrantId: async () => {},
  });
  return make;
};
