import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseOf, freePort, type RealServer, startReal } from '#server/testing/real-server.ts';

const CLI = fileURLToPath(new URL('./medley.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'medley-backups-'));
const place = (name: string) => join(root, name);
const key = place('key');
const medley = (args: readonly string[], environment: Record<string, string> = {}) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', ...environment },
  });
  return { said: `${stdout}${stderr}`, stdout, status };
};
const secret = ['--key', key] as const;
const back = () => medley(['backup', '--to', place('to'), '--data', place('clinic'), ...secret]);

let server: RealServer;
const bearerAt = async (
  url: string,
  { client_id, client_secret }: Record<string, string>,
): Promise<string> => {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
    },
    body: 'grant_type=client_credentials',
  });
  return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
};
const patients = async (url: string, authorization: string): Promise<number> => {
  const answer = await fetch(`${url}/fhir/Patient?_summary=count`, { headers: { authorization } });
  return answer.ok ? ((await answer.json()) as { total: number }).total : answer.status;
};
let machine: Record<string, string>;
let authorization: string;
const create = async (): Promise<void> => {
  const answer = await fetch(`${server.url}/fhir/Patient`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Rivera' }] }),
  });
  expect(answer.status).toBe(201);
};

describe('medley backup and medley restore', () => {
  beforeAll(async () => {
    chmodSync(root, 0o755);
    server = await startReal({ data: place('clinic'), port: await freePort() });
    machine = JSON.parse(medley(['client', 'create', '--name', 'lab', '--data', place('clinic')]).stdout);
    authorization = await bearerAt(server.url, machine);
  }, 120_000);
  afterAll(async () => {
    await server?.end('SIGTERM');
    rmSync(root, { recursive: true, force: true });
  });

  it('needs a key, and says how to make one', () => {
    expect(back()).toMatchObject({ status: 1, said: expect.stringContaining('medley backup key') });
    expect(medley(['backup', 'key', ...secret])).toMatchObject({
      status: 0,
      said: expect.stringContaining('nothing else opens'),
    });
    expect(medley(['backup', 'key', ...secret]).status).toBe(1);
  });

  it('backs up the working clinic, then only what happened since, and verifies it by restoring', async () => {
    await create();
    expect(back()).toMatchObject({ status: 0, said: expect.stringContaining('the whole clinic (the first') });
    await create();
    expect(back().said).toContain('what happened since the last time');
    expect(medley(['backup', 'list', '--from', place('to'), ...secret]).said).toContain('(2 backups)');
    const verified = medley(['backup', 'verify', '--from', place('to'), ...secret]);
    expect(verified.said).toMatch(
      /2 resources, 2 versions[\s\S]*audit trail whole: \d+ rows[\s\S]*indexes checked[\s\S]*The backup is sound/,
    );
    expect(verified.status).toBe(0);
  }, 120_000);

  it('[C11] [C12] [C13] restores it with the trail whole and going on, and everybody signed out', async () => {
    const at = new Date().toISOString();
    await create();
    expect(back().status).toBe(0);
    const restored = medley([
      'restore',
      '--from',
      place('to'),
      '--data',
      place('then'),
      '--at',
      at,
      ...secret,
    ]);
    expect(restored.said).toContain('Everybody signs in again');
    expect(restored.status).toBe(0);
    const trail = medley(['audit', 'search', '--data', place('then'), '--count', '400']).stdout;
    expect(trail).toContain(' restore · restore · as of ');
    expect(trail).toContain(' backup · backup');
    const other = await startReal({ data: place('then'), port: await freePort() });
    try {
      expect(await patients(other.url, authorization)).toBe(401);
      expect(await patients(other.url, await bearerAt(other.url, machine))).toBe(2);
      const sound = medley(['audit', 'verify', '--json', '--data', place('then')]);
      expect(JSON.parse(sound.stdout)).toMatchObject({ sound: true, faults: [] });
      expect(existsSync(join(place('then'), 'audit-anchor.json'))).toBe(true);
      // The restored clinic is backed up into the same folder: whole, because its log is another.
      const again = medley(['backup', '--to', place('to'), '--data', place('then'), ...secret]);
      expect(again.said).toContain('the whole clinic (the database was restored since)');
      expect(medley(['backup', 'verify', '--from', place('to'), ...secret]).status).toBe(0);
    } finally {
      await other.end('SIGTERM');
    }
  }, 240_000);

  it('[C11] refuses a backup of a trail that was tampered with, in the middle or by cutting it off', async () => {
    const client = new pg.Client({ connectionString: databaseOf(place('clinic')) });
    await client.connect();
    try {
      const refused = () => {
        expect(back().status).toBe(0);
        const { said, status } = medley(['backup', 'verify', '--from', place('to'), ...secret]);
        expect(status).toBe(1);
        return said;
      };
      await client.query(
        "update gate.audit set display = 'nobody' where id = (select id from gate.audit order by tx limit 1)",
      );
      expect(refused()).toMatch(/does not hold what it should[\s\S]*block 1: the row was changed/);
      await client.query('delete from gate.block; delete from gate.audit');
      expect(refused()).toMatch(/auditRows were backed up[\s\S]*of the audit trail/);
      const restored = medley(['restore', '--from', place('to'), '--data', place('bad'), ...secret]);
      expect([restored.status, existsSync(place('bad'))]).toEqual([1, false]);
      expect(restored.said).toContain('--despite-faults');
      const all = ['--from', place('to'), '--data', place('bad'), ...secret];
      const despite = medley(['restore', ...all, '--despite-faults']);
      expect(despite).toMatchObject({ status: 0, said: expect.stringContaining('audit trail NOT whole') });
      expect(medley(['audit', 'search', '--data', place('bad'), '--action', 'restore']).stdout).toMatch(
        /despite \d+ faults/,
      );
    } finally {
      await client.end();
    }
  }, 240_000);

  it('leaves a clinic that is there alone, and DATABASE_URL to its own tools', () => {
    const onto = medley(['restore', '--from', place('to'), '--data', place('clinic'), ...secret]);
    expect(onto).toMatchObject({ status: 1, said: expect.stringContaining('Nothing was changed') });
    const foreign = medley(['backup', '--to', place('to'), ...secret], { DATABASE_URL: 'postgres://x/y' });
    expect(foreign).toMatchObject({ status: 1, said: expect.stringContaining('pgBackRest') });
  });

  it('shows nothing of the clinic or the key in the folder', () => {
    expect(readFileSync(join(place('to'), 'backup.json'), 'utf8')).not.toContain(
      readFileSync(key, 'utf8').split(' ')[1],
    );
  });
});
