import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type RealServer, startReal } from '#server/testing/real-server.ts';

const CLI = fileURLToPath(new URL('./medley.ts', import.meta.url));
const medley = (...args: string[]) => spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });

describe('medley', () => {
  it('explains itself and each of its commands', () => {
    const help = medley('--help').stdout;
    for (const name of ['start', 'import', 'audit', 'client', 'backup', 'restore', 'downtime', 'retention']) {
      expect(help).toContain(name);
      expect(medley(name, '--help').stdout).toContain('Usage: medley');
    }
  });

  it('says what is wrong with what was typed, and fails', () => {
    const wrong = medley('start', '--port', 'x');
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('A port is a number')]);
    expect(medley('dance').status).toBe(1);
  });

  it('says that a port is taken before it makes anything', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const data = join(tmpdir(), `medley-never-${process.pid}`);
    const refused = medley('start', '--empty', '--port', String(port), '--data', data);
    other.close();
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('The port is taken')]);
    expect(existsSync(data)).toBe(false);
  });
});

describe('medley start --empty', () => {
  let data: string;
  let server: RealServer;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'medley-start-'));
    chmodSync(data, 0o755);
    server = await startReal({ data, port: await freePort() });
  }, 120_000);
  afterAll(async () => {
    await server?.end('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  });

  const bearer = async (): Promise<string> => {
    const { client_id, client_secret } = JSON.parse(
      medley('client', 'create', '--name', 'lab', '--data', data).stdout,
    );
    const config = (await (await fetch(`${server.url}/fhir/.well-known/smart-configuration`)).json()) as {
      token_endpoint: string;
    };
    const answer = await fetch(config.token_endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
      },
      body: 'grant_type=client_credentials',
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    return `Bearer ${access_token}`;
  };

  it('leaves the way to its database to its owner only', () => {
    expect(statSync(join(data, 'server.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses a second server on the same data', async () => {
    const second = medley('start', '--empty', '--port', String(await freePort()), '--data', data);
    expect([second.status, second.stderr]).toEqual([1, expect.stringContaining('Another Medley')]);
  });

  it('finishes what it is answering before it ends', async () => {
    const authorization = await bearer();
    const entry = Array.from({ length: 400 }, (_, n) => ({
      resource: { resourceType: 'Patient', name: [{ family: `F${n}` }] },
      request: { method: 'POST', url: 'Patient' },
    }));
    const answer = fetch(`${server.url}/fhir`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
    });
    // The request is on its way and surely not answered yet.
    await new Promise((wake) => setTimeout(wake, 15));
    const ended = server.end('SIGTERM');
    expect((await answer).status).toBe(200);
    await ended;
    expect(server.process.exitCode).toBe(0);
    server = await startReal({ data, port: await freePort() });
  });

  it('makes a machine client beside the running server, as JSON and nothing else', async () => {
    const authorization = await bearer();
    const found = await fetch(`${server.url}/fhir/Patient`, {
      headers: { authorization },
    });
    expect(found.status).toBe(200);
  });

  it('ends cleanly and starts again on what is there', async () => {
    await server.end('SIGTERM');
    expect(server.process.exitCode).toBe(0);
    expect(existsSync(join(data, 'server.json'))).toBe(false);
    server = await startReal({ data, port: await freePort() });
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
