/** Machine clients: who may ask for tokens, with which scopes. */
import { randomUUID } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import type { Pool } from 'pg';
import { badRequest } from '#fhir/outcome.ts';
import { newToken, tokenHash } from '../accounts/token.ts';
import type { Trail } from '../audit/trail.ts';
import { authorOf } from '../author.ts';
import { inTransaction } from '../database.ts';
import type { MachineClient } from '../gate.ts';
import type { Principal } from '../principal.ts';
import { parseScope } from '../scopes.ts';

const DEFAULT_SCOPES: readonly string[] = ['system/*.cruds'];

export interface NewClient {
  readonly name: string;
  readonly scopes?: readonly string[];
  /** With keys the client signs its requests (private_key_jwt) and has no secret. */
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] };
}

export interface ClientStore {
  readonly pool: Pool;
  readonly clinic: number;
  readonly trail: Trail;
}

/** The new client with its secret, which is shown this once. Throws 400 for a scope that is none. */
export async function createClient(
  store: ClientStore,
  by: Principal,
  client: NewClient,
): Promise<{ client_id: string; client_secret?: string; scopes: readonly string[] }> {
  const scopes = client.scopes ?? DEFAULT_SCOPES;
  const wrong = scopes.find((scope) => !parseScope(scope));
  if (scopes.length === 0 || wrong !== undefined)
    throw badRequest(
      `"${wrong ?? ''}" is no scope of ours; say for example system/Observation.rs or system/*.cruds.`,
    );
  const id = randomUUID();
  const secret = client.jwks ? undefined : newToken();
  await inTransaction(store.pool, async (connection) => {
    await connection.query(
      'insert into gate.client (clinic, id, name, scopes, secret, jwks) values ($1, $2, $3, $4, $5, $6)',
      [
        store.clinic,
        id,
        client.name,
        scopes,
        secret === undefined ? null : tokenHash(secret),
        client.jwks ? JSON.stringify(client.jwks) : null,
      ],
    );
    const { sql, values } = store.trail.statement([
      {
        ...authorOf(by),
        action: 'privilege-change',
        outcome: 'success',
        operation: `client ${id}`,
        reason: `created with ${scopes.join(' ')}`,
      },
    ]);
    await connection.query(sql, [...values]);
  });
  return { client_id: id, ...(secret === undefined ? {} : { client_secret: secret }), scopes };
}

export async function listClients({ pool, clinic }: ClientStore): Promise<MachineClient[]> {
  const { rows } = await pool.query<{
    id: string;
    name: string;
    scopes: string[];
    created: Date;
    disabled: boolean;
  }>('select id, name, scopes, created, disabled from gate.client where clinic = $1 order by created', [
    clinic,
  ]);
  return rows.map(({ id, created, ...rest }) => ({ client_id: id, created: created.toISOString(), ...rest }));
}

/** Ends the client and every token it holds; false when it does not exist. */
export async function disableClient(store: ClientStore, by: Principal, id: string): Promise<boolean> {
  return inTransaction(store.pool, async (connection) => {
    const { rowCount } = await connection.query(
      'update gate.client set disabled = true where clinic = $1 and id = $2',
      [store.clinic, id],
    );
    if (rowCount !== 1) return false;
    await connection.query('delete from gate.oauth where clinic = $1 and client = $2', [store.clinic, id]);
    const { sql, values } = store.trail.statement([
      {
        ...authorOf(by),
        action: 'privilege-change',
        outcome: 'success',
        operation: `client ${id}`,
        reason: 'disabled',
      },
    ]);
    await connection.query(sql, [...values]);
    return true;
  });
}

/** The client as oidc-provider wants it; the secret is its hash, compared as such (provider.ts). */
export async function readClient(
  pool: Pool,
  clinic: number,
  id: string,
): Promise<AdapterPayload | undefined> {
  const { rows } = await pool.query<{ secret: Buffer | null; jwks: unknown; scopes: string[] }>(
    'select secret, jwks, scopes from gate.client where clinic = $1 and id = $2 and not disabled',
    [clinic, id],
  );
  const [row] = rows;
  if (!row) return undefined;
  return {
    client_id: id,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    medley_scopes: row.scopes.join(' '),
    ...(row.secret
      ? { client_secret: row.secret.toString('base64url'), token_endpoint_auth_method: 'client_secret_basic' }
      : { jwks: row.jwks, token_endpoint_auth_method: 'private_key_jwt' }),
  } as AdapterPayload;
}
