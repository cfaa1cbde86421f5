import pg from 'pg';
import { openGate } from '#gate/open-gate.ts';
import { openStore } from '#record/store.ts';
import { databaseOf } from '#server/testing/real-server.ts';

/** A bearer token of a new machine client with all scopes, from the running server that works on `data`. */
export async function machineToken(url: string, data: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: databaseOf(data), max: 2 });
  const store = await openStore({ pool, clinic: 1, zone: 'America/New_York' });
  const gate = await openGate({ pool, store, clinic: 1, issuer: `${url}/oauth`, demo: false });
  const client = await gate.oauth.createClient(gate.system('test'), { name: 'load' });
  await gate.close();
  await store.close();
  await pool.end();
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` },
    body: 'grant_type=client_credentials',
  });
  return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
}
