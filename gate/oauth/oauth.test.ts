import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestGate, testGate } from '../testing/test-gate.ts';

let here: TestGate;
let server: Server;
let origin: string;
beforeAll(async () => {
  here = await testGate();
  server = createServer((request, response) => here.gate.oauth.handle(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((listening) => server.once('listening', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  here.clock.aheadMs = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await here.close();
});

interface TokenAnswer {
  readonly access_token: string;
  readonly scope?: string;
  readonly expires_in?: number;
  readonly error?: string;
}
async function ask(
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: TokenAnswer }> {
  const endpoint = String(here.gate.oauth.smartConfiguration(origin).token_endpoint);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
  return { status: response.status, body: (await response.json()) as TokenAnswer };
}
const newClient = async (...scopes: string[]) => {
  const { client_id, client_secret = '' } = await here.gate.oauth.createClient(here.by, {
    name: 'Lab',
    ...(scopes.length > 0 ? { scopes } : {}),
  });
  return { client_id, client_secret };
};

describe('a token', () => {
  test('[O1] is had with id and secret in the form or in the header, and names its machine', async () => {
    const client = await newClient();
    const basic = {
      authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}`,
    };
    for (const { status, body } of [await ask(client), await ask({}, basic)]) {
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { scope: 'system/*.cruds', expires_in: 3600, token_type: 'Bearer' },
      });
      expect(await here.gate.oauth.principalOfToken(body.access_token)).toMatchObject({
        kind: 'machine',
        account: client.client_id,
        reference: `Device/${client.client_id}`,
        roles: [],
        owner: false,
        scopes: ['system/*.cruds'],
        clinic: 1,
        display: 'Lab',
      });
    }
  });

  test('[O1] is had with a signed request by a client that has keys and no secret, once for each signature', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES384', { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES384', use: 'sig' }] };
    const { client_id, client_secret } = await here.gate.oauth.createClient(here.by, {
      name: 'Bulk',
      scopes: ['system/*.rs'],
      jwks,
    });
    expect(client_secret).toBeUndefined();
    const sign = (key: typeof privateKey, jti: string, audience = `${origin}/oauth/token`) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'ES384', kid: 'k1' })
        .setIssuer(client_id)
        .setSubject(client_id)
        .setAudience(audience)
        .setJti(jti)
        .setIssuedAt()
        .setExpirationTime('4m')
        .sign(key);
    const form = async (assertion: string) =>
      ask({
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      });
    const assertion = await sign(privateKey, 'one');
    expect(await form(assertion)).toMatchObject({ status: 200, body: { scope: 'system/*.rs' } });
    expect(await form(assertion)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await form(await sign(privateKey, 'three', 'http://localhost/oauth'))).toMatchObject({
      status: 200,
    });
    expect(await form(await sign(privateKey, 'four', 'https://elsewhere.example/token'))).toMatchObject({
      status: 401,
    });
    const forger = await generateKeyPair('ES384');
    expect(await form(await sign(forger.privateKey, 'two'))).toMatchObject({ status: 401 });
  });

  test('[O2] is not had with a wrong secret, an unknown client, or another grant', async () => {
    const client = await newClient();
    expect(await ask({ ...client, client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(await ask({ ...client, client_id: 'nobody' })).toMatchObject({ status: 401 });
    expect(await ask({ ...client, client_secret: '' })).toMatchObject({ status: 401 });
    expect(await ask({ ...client, grant_type: 'password' })).toMatchObject({ status: 400 });
    for (const path of [
      '/oauth/auth',
      '/oauth/me',
      '/oauth/session/end',
      '/oauth/interaction/x',
      '/elsewhere',
    ]) {
      expect((await fetch(`${origin}${path}`)).status).toBe(404);
    }
  });

  test('[O3] has of the scopes asked for those its client has', async () => {
    const client = await newClient('system/Observation.rs', 'system/Patient.rs');
    expect(await ask({ ...client, scope: 'system/Patient.rs system/*.cruds openid' })).toMatchObject({
      status: 200,
      body: { scope: 'system/Patient.rs' },
    });
    expect(await ask({ ...client, scope: 'system/Patient.cruds' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    });
    const all = await newClient();
    const { body } = await ask({ ...all, scope: 'system/*.*' });
    expect(body.scope).toBe('system/*.*');
    expect((await here.gate.oauth.principalOfToken(body.access_token))?.scopes).toEqual(['system/*.*']);
  });

  test('[O4] is found again without a query, and stands nowhere in the database', async () => {
    const { body } = await ask(await newClient());
    await here.gate.oauth.principalOfToken(body.access_token);
    const query = here.pool.query;
    here.pool.query = (() => {
      throw new Error('a query was sent');
    }) as unknown as typeof query;
    for (let at = 0; at < 100; at += 1)
      expect(await here.gate.oauth.principalOfToken(body.access_token)).toBeDefined();
    here.pool.query = query;
    const { rows } = await here.pool.query<{ all: string }>(
      `select string_agg(o::text, '') as all from gate.oauth o`,
    );
    expect(rows[0]?.all).not.toContain(body.access_token);
    expect(rows[0]?.all).not.toContain(Buffer.from(body.access_token, 'base64url').toString('hex'));
  });

  test('[O5] that is forged, expired or revoked opens nothing', async () => {
    const client = await newClient();
    const { body } = await ask(client);
    for (const forged of [
      '',
      'x',
      body.access_token.slice(0, -1),
      `${body.access_token}A`,
      'a'.repeat(43),
      'a'.repeat(5000),
    ]) {
      expect(await here.gate.oauth.principalOfToken(forged)).toBeUndefined();
    }
    const revoked = await fetch(String(here.gate.oauth.smartConfiguration(origin).revocation_endpoint), {
      method: 'POST',
      body: new URLSearchParams({ ...client, token: body.access_token }),
    });
    expect(revoked.status).toBe(200);
    expect(await here.gate.oauth.principalOfToken(body.access_token)).toBeUndefined();
    const second = await ask(client);
    expect(await here.gate.oauth.principalOfToken(second.body.access_token)).toBeDefined();
    await here.pool.query(`update gate.oauth set expires = now() - interval '1 second'`);
    here.clock.aheadMs = 5001;
    expect(await here.gate.oauth.principalOfToken(second.body.access_token)).toBeUndefined();
  });

  test('[O5] ends with its client: at once here, within five seconds elsewhere', async () => {
    const elsewhere = await here.another();
    const client = await newClient();
    const { body } = await ask(client);
    expect(await elsewhere.oauth.principalOfToken(body.access_token)).toBeDefined();
    expect(await here.gate.oauth.disableClient(here.by, client.client_id)).toBe(true);
    expect(await here.gate.oauth.principalOfToken(body.access_token)).toBeUndefined();
    here.clock.aheadMs = 5001;
    expect(await elsewhere.oauth.principalOfToken(body.access_token)).toBeUndefined();
    expect(await ask(client)).toMatchObject({ status: 401 });
    expect(await here.gate.oauth.disableClient(here.by, 'nobody')).toBe(false);
    expect(
      (await here.gate.oauth.listClients()).find(({ client_id }) => client_id === client.client_id),
    ).toMatchObject({ name: 'Lab', disabled: true });
  });
});

test('[O1] behind a TLS proxy only the public address counts, whatever the request says', async () => {
  const behind = await here.another({ issuer: 'https://clinic.example/oauth' });
  const proxied = createServer((request, response) => behind.oauth.handle(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await new Promise((listening) => proxied.once('listening', listening));
  const { port } = proxied.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/oauth/.well-known/openid-configuration`, {
    headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
  });
  expect(await response.json()).toMatchObject({ token_endpoint: 'https://clinic.example/oauth/token' });
  proxied.closeAllConnections();
  proxied.close();
});

describe('a machine client', () => {
  test('[O6] is not made with a scope nobody understands', async () => {
    for (const scope of ['patient/*.rs', 'system/Nonsense.rs', 'everything']) {
      await expect(
        here.gate.oauth.createClient(here.by, { name: 'x', scopes: [scope] }),
      ).rejects.toMatchObject({ status: 400 });
    }
  });

  test('[O6] its making, its tokens and its failures are in the trail; its secret is nowhere', async () => {
    const client = await newClient();
    await ask(client);
    await ask({ ...client, client_secret: 'wrong' });
    const { rows } = await here.gate.audit.search(here.by, { account: client.client_id });
    expect(rows.map(({ action }) => action)).toContain('sign-in');
    const made = await here.gate.audit.search(here.by, { action: 'privilege-change', count: 500 });
    expect(made.rows.some(({ operation }) => operation === `client ${client.client_id}`)).toBe(true);
    expect((await here.gate.audit.search(here.by, { action: 'sign-in-failed' })).rows[0]).toMatchObject({
      reason: 'invalid_client',
      outcome: 'refused',
    });
    const { rows: all } = await here.pool.query<{ all: string }>(
      `select string_agg(c::text, '') as all from gate.client c`,
    );
    expect(all[0]?.all).not.toContain(client.client_secret);
  });

  test('[O6] finds the way by the SMART configuration', () => {
    expect(here.gate.oauth.smartConfiguration('https://clinic.example')).toMatchObject({
      token_endpoint: 'https://clinic.example/oauth/token',
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    });
  });
});
