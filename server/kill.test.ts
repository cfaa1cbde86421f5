/** The server and its database are killed under load, again and again: what was acknowledged is there, whole. */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGate } from '#gate/open-gate.ts';
import { openStore } from '#record/store.ts';
import { databaseOf, freePort, type RealServer, startReal } from './testing/real-server.ts';

const ROUNDS = ['server', 'database', 'both', 'database', 'server', 'both'] as const;
const WRITERS = 6;
/** Load before each kill. */
const LOAD_MS = 1500;

let data: string;
let port: number;
let server: RealServer;
let authorization: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'medley-kill-'));
  chmodSync(data, 0o755);
  port = await freePort();
  server = await startReal({ data, port });
  authorization = await bearer();
}, 120_000);

afterAll(async () => {
  await server?.end('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}, 60_000);

/** A machine client made beside the running server, and its token from it. */
async function bearer(): Promise<string> {
  const pool = new pg.Pool({ connectionString: databaseOf(data), max: 2 });
  const store = await openStore({ pool, clinic: 1, zone: 'UTC' });
  const gate = await openGate({ pool, store, clinic: 1, issuer: `${server.url}/oauth`, demo: false });
  const client = await gate.oauth.createClient(gate.system('test'), { name: 'kill' });
  await gate.close();
  await store.close();
  await pool.end();
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
  const answer = await fetch(`${server.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` },
    body: 'grant_type=client_credentials',
  });
  return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
}

const fhir = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}/fhir${path}`, {
    ...init,
    headers: { authorization, 'content-type': 'application/fhir+json' },
  });

interface Visit {
  readonly mark: string;
  /** Ids, once the server said that it has them. */
  acknowledged?: readonly string[];
}

const patient = (mark: string) => ({
  resourceType: 'Patient',
  identifier: [{ system: 'urn:kill', value: mark }],
});
const observation = (mark: string, subject: string, value: number) => ({
  resourceType: 'Observation',
  status: 'final',
  identifier: [{ system: 'urn:kill', value: mark }],
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: subject },
  valueQuantity: { value, unit: '/min' },
});

/** A patient with three readings, in one transaction. */
function bundleOf(mark: string): string {
  const subject = `urn:uuid:${randomUUID()}`;
  const entry = [
    { fullUrl: subject, resource: patient(mark), request: { method: 'POST', url: 'Patient' } },
    ...[61, 62, 63].map((value) => ({
      resource: observation(mark, subject, value),
      request: { method: 'POST', url: 'Observation' },
    })),
  ];
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry });
}

/** Writes one visit after the other until told to stop; a failure is what a killed server looks like. */
async function write(visits: Visit[], going: () => boolean): Promise<void> {
  while (going()) {
    const visit: Visit = { mark: randomUUID() };
    visits.push(visit);
    const answer = await fhir('', { method: 'POST', body: bundleOf(visit.mark) }).catch(() => undefined);
    if (answer?.ok) {
      const { entry } = (await answer.json().catch(() => ({}))) as {
        entry?: { resource: { id: string; resourceType: string } }[];
      };
      if (entry) visit.acknowledged = entry.map(({ resource }) => `${resource.resourceType}/${resource.id}`);
    } else if (answer && answer.status !== 503) throw new Error(`A write was answered ${answer.status}.`);
    else await new Promise((wake) => setTimeout(wake, 20));
  }
}

async function kill(victim: (typeof ROUNDS)[number]): Promise<void> {
  const postgres = await server.postgres();
  if (victim !== 'server' && postgres !== undefined) process.kill(postgres, 'SIGKILL');
  if (victim !== 'database') await server.end('SIGKILL');
}

async function comeBack(victim: (typeof ROUNDS)[number]): Promise<void> {
  if (victim !== 'database') server = await startReal({ data, port });
  const until = Date.now() + 30_000;
  for (;;) {
    const answer = await fetch(`${server.url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error('The server did not come back by itself.');
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

const AT_ONCE = 40;

/** How many resources of a type carry each mark. */
async function countsOf(type: string, marks: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let from = 0; from < marks.length; from += AT_ONCE) {
    const asked = marks.slice(from, from + AT_ONCE).map((mark) => `urn:kill|${mark}`);
    const answer = await fhir(`/${type}?_count=1000&_elements=identifier&identifier=${asked.join(',')}`);
    expect(answer.status).toBe(200);
    const { entry = [] } = (await answer.json()) as {
      entry?: { resource: { identifier: { value: string }[] } }[];
    };
    for (const { resource } of entry) {
      const mark = resource.identifier[0]?.value ?? '';
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
  }
  return counts;
}

/** Every acknowledged resource is there; of every visit, acknowledged or not, all four or none. */
async function mustBeWhole(visits: readonly Visit[]): Promise<{ acknowledged: number; half: number }> {
  const marks = visits.map(({ mark }) => mark);
  const [people, readings] = await Promise.all([countsOf('Patient', marks), countsOf('Observation', marks)]);
  const found = visits.map(({ mark, acknowledged }) => {
    const whole = people.get(mark) === 1 && readings.get(mark) === 3;
    return {
      acknowledged: acknowledged !== undefined,
      whole,
      none: !people.has(mark) && !readings.has(mark),
    };
  });
  for (const { acknowledged, whole } of found) if (acknowledged) expect(whole).toBe(true);
  return {
    acknowledged: found.filter(({ acknowledged }) => acknowledged).length,
    half: found.filter(({ whole, none }) => !whole && !none).length,
  };
}

it('nothing acknowledged is lost and nothing is half there, whoever is killed', async () => {
  let acknowledged = 0;
  for (const victim of ROUNDS) {
    const visits: Visit[] = [];
    let going = true;
    const writers = Array.from({ length: WRITERS }, () => write(visits, () => going));
    await new Promise((wake) => setTimeout(wake, LOAD_MS * (0.5 + Math.random())));
    await kill(victim);
    going = false;
    await Promise.all(writers);
    await comeBack(victim);
    const found = await mustBeWhole(visits);
    expect(found.half).toBe(0);
    acknowledged += found.acknowledged;
  }
  expect(acknowledged).toBeGreaterThan(50);
}, 180_000);
