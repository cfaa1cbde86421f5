import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bundle, Resource } from '#fhir/types.ts';
import { rosa, vital } from '../testing/fhir-server.ts';
import { type Answered, type TestServer, testServer } from '../testing/test-server.ts';
import { openJobs } from './jobs.ts';

type Send = Awaited<ReturnType<TestServer['machine']>>;
let server: TestServer;
let machine: Send;
const ids: { patients: string[]; outside: string; group: string } = { patients: [], outside: '', group: '' };

beforeAll(async () => {
  server = await testServer();
  machine = await server.machine();
  for (const family of ['Delgado', 'Hughes', 'Ortega'])
    ids.patients.push(await make({ ...rosa, name: [{ family }] }));
  for (const [at, patient] of ids.patients.entries())
    for (let minute = 0; minute < 3; minute += 1)
      await make(vital(patient, 60 + at, `2026-01-0${at + 1}T10:0${minute}:00Z`));
  ids.outside = await make({ resourceType: 'Organization', name: 'North Shore Cardiology' });
  ids.group = await make({
    resourceType: 'Group',
    type: 'person',
    actual: true,
    member: [
      { entity: { reference: `Patient/${ids.patients[0]}` } },
      { entity: { reference: `Patient/${ids.patients[1]}` }, inactive: true },
    ],
  });
}, 60_000);
afterAll(() => server?.close());

const post = (resource: object) =>
  machine({
    method: 'POST',
    url: `/fhir/${(resource as Resource).resourceType}`,
    headers: { 'content-type': 'application/fhir+json' },
    payload: JSON.stringify(resource),
  });
const make = async (resource: object): Promise<string> => (await post(resource)).json<{ id: string }>().id;

const ASYNC = { prefer: 'respond-async' };
const kickOff = (path: string, send: Send = machine) => send({ url: `/fhir/${path}`, headers: ASYNC });
const pathOf = (url: unknown) => String(url).replace(/^https?:\/\/[^/]+/, '');

interface Manifest {
  readonly transactionTime: string;
  readonly request: string;
  readonly requiresAccessToken: boolean;
  readonly output: readonly { type: string; url: string; count: number }[];
  readonly deleted: readonly { type: string; url: string; count: number }[];
}

async function manifestOf(begun: Answered, send: Send = machine): Promise<Manifest> {
  expect(begun.statusCode, begun.body).toBe(202);
  const url = pathOf(begun.headers['content-location']);
  let answer = await send({ url });
  await expect
    .poll(
      async () => {
        if (answer.statusCode !== 200) answer = await send({ url });
        return answer.statusCode;
      },
      { interval: 1_100, timeout: 20_000 },
    )
    .toBe(200);
  return answer.json<Manifest>();
}

async function linesOf(manifest: Manifest, send: Send = machine): Promise<Resource[]> {
  const files = await Promise.all(manifest.output.map(({ url }) => send({ url: pathOf(url) })));
  return files.flatMap(({ body, statusCode }) => {
    expect(statusCode).toBe(200);
    return body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Resource);
  });
}
const exported = async (path: string) => linesOf(await manifestOf(await kickOff(path)));
const idsOf = (resources: readonly Resource[], type: string) =>
  resources.flatMap((one) => (one.resourceType === type ? [one.id] : [])).sort();

describe('an export of everything', () => {
  it('is accepted at once, says where it is asked for, and hands out every resource as it is stored', async () => {
    const manifest = await manifestOf(await kickOff('$export'));
    expect(manifest).toMatchObject({
      requiresAccessToken: true,
      request: 'http://localhost:80/fhir/$export',
    });
    const all = await linesOf(manifest);
    expect(idsOf(all, 'Patient')).toEqual([...ids.patients].sort());
    expect(all.filter((one) => one.resourceType === 'Observation')).toHaveLength(9);
    expect(idsOf(all, 'Organization')).toContain(ids.outside);
    expect(manifest.output.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
    const one = all.find((resource) => resource.id === ids.patients[0]);
    expect(one).toEqual((await machine({ url: `/fhir/Patient/${ids.patients[0]}` })).json());
  });
  it('of some types by POST with Parameters', async () => {
    const begun = await machine({
      method: 'POST',
      url: '/fhir/$export',
      headers: { ...ASYNC, 'content-type': 'application/fhir+json' },
      payload: JSON.stringify({
        resourceType: 'Parameters',
        parameter: [{ name: '_type', valueString: 'Patient,Organization' }],
      }),
    });
    const types = new Set((await linesOf(await manifestOf(begun))).map((one) => one.resourceType));
    expect(types).toEqual(new Set(['Patient', 'Organization']));
  });
  it('by a search of a type', async () => {
    const filter = encodeURIComponent('Observation?value-quantity=gt61&date=ge2026-01-03');
    const found = await exported(`$export?_type=Observation&_typeFilter=${filter}`);
    expect(found).toHaveLength(3);
  });
  it('is gzipped for whoever takes gzip', async () => {
    const manifest = await manifestOf(await kickOff('$export?_type=Patient'));
    const file = await machine({
      url: pathOf(manifest.output[0]?.url),
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(file.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'application/fhir+ndjson',
    });
    expect(gunzipSync(file.rawPayload).toString().trim().split('\n')).toHaveLength(3);
  });
});

describe('patients and groups', () => {
  it('of all patients: what belongs to one, and nothing else', async () => {
    const all = await exported('Patient/$export');
    expect(idsOf(all, 'Patient')).toEqual([...ids.patients].sort());
    expect(idsOf(all, 'Organization')).toEqual([]);
    expect(all.filter((one) => one.resourceType === 'Observation')).toHaveLength(9);
  });
  it('of a group: its active members', async () => {
    const all = await exported(`Group/${ids.group}/$export`);
    expect(idsOf(all, 'Patient')).toEqual([ids.patients[0]]);
    expect(all.filter((one) => one.resourceType === 'Observation')).toHaveLength(3);
  });
  it('of a group that is not there: 404', async () => {
    expect((await kickOff('Group/nobody/$export')).statusCode).toBe(404);
  });
});

describe('since the last time', () => {
  it('what is new, what was changed, and what was deleted', async () => {
    const first = await manifestOf(await kickOff('$export?_type=Organization'));
    const fresh = await make({ resourceType: 'Organization', name: 'New' });
    const gone = await make({ resourceType: 'Organization', name: 'Gone' });
    await machine({ method: 'DELETE', url: `/fhir/Organization/${gone}` });
    const since = encodeURIComponent(first.transactionTime);
    const next = await manifestOf(await kickOff(`$export?_type=Organization&_since=${since}`));
    const found = await linesOf(next);
    expect(idsOf(found, 'Organization')).toContain(fresh);
    expect(idsOf(found, 'Organization')).not.toContain(gone);
    const deleted = (await machine({ url: pathOf(next.deleted[0]?.url) })).body.trim().split('\n');
    expect(deleted.map((line) => (JSON.parse(line) as Bundle).entry?.[0]?.request)).toContainEqual({
      method: 'DELETE',
      url: `Organization/${gone}`,
    });
  });
  it('nothing that was acknowledged before is missed: the time is never ahead of a write on its way', async () => {
    const before = Date.now();
    const manifest = await manifestOf(await kickOff('$export?_type=Organization'));
    expect(Date.parse(manifest.transactionTime)).toBeLessThan(before);
  });
});

describe('who may', () => {
  it('a program gets the types of its scopes, and asks for no others', async () => {
    const patients = await server.machine('system/Patient.rs');
    const all = await linesOf(await manifestOf(await kickOff('$export', patients), patients), patients);
    expect(new Set(all.map((one) => one.resourceType))).toEqual(new Set(['Patient']));
    expect((await kickOff('$export?_type=Observation', patients)).statusCode).toBe(403);
  });
  it('nobody else sees the job, its files, or may end it', async () => {
    const begun = await kickOff('$export?_type=Patient');
    const manifest = await manifestOf(begun);
    const other = await server.machine();
    const status = pathOf(begun.headers['content-location']);
    expect((await other({ url: status })).statusCode).toBe(404);
    expect((await other({ method: 'DELETE', url: status })).statusCode).toBe(404);
    expect((await other({ url: pathOf(manifest.output[0]?.url) })).statusCode).toBe(404);
    expect((await server.send({ url: status })).statusCode).toBe(401);
  });
  it('of people only the owner', async () => {
    const provider = await server.signIn('provider');
    expect((await provider.send({ url: '/fhir/$export', headers: ASYNC })).statusCode).toBe(403);
    const owner = await server.signIn('manager');
    expect((await owner.send({ url: '/fhir/$export?_type=Patient', headers: ASYNC })).statusCode).toBe(202);
  });
  it('stands in the audit trail: asked, done, fetched', async () => {
    const manifest = await manifestOf(await kickOff('$export?_type=Patient'));
    await linesOf(manifest);
    const { gate } = server.context;
    const page = await gate.audit.search(gate.system('test'), { action: 'export', count: 100 });
    const operations = page.rows.map(({ operation }) => operation);
    expect(operations).toEqual(expect.arrayContaining(['bulk/system', 'bulk/files', 'bulk/download']));
  });
});

describe('what cannot be', () => {
  it.each([
    ['$export?_type=Bogus', 'http._type'],
    ['$export?_since=yesterday', 'http._since'],
    ['$export?_outputFormat=text/csv', 'http._outputFormat'],
    ['$export?_elements=id', 'http._elements'],
    ['$export?_typeFilter=status%3Dfinal', 'http._typeFilter'],
    ['$export?_type=Patient&_typeFilter=Observation%3Fstatus%3Dfinal', 'http._typeFilter'],
  ])('%s is refused at its place', async (path, at) => {
    const answer = await kickOff(path);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().issue[0].expression).toEqual([at]);
  });
  it('a search that cannot be made is refused now, not in the night', async () => {
    const filter = encodeURIComponent('Observation?nonsense=1');
    expect((await kickOff(`$export?_typeFilter=${filter}`)).statusCode).toBe(400);
  });
  it('an answer at once: it is asked for with respond-async', async () => {
    const answer = await machine({ url: '/fhir/$export' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().issue[0].expression).toEqual(['http.prefer']);
  });
  it('asking again without waiting is told to wait', async () => {
    const jobs = openJobs(server.context.pool, 1);
    const begun = await kickOff('$export?_type=Patient');
    const status = pathOf(begun.headers['content-location']);
    await manifestOf(begun);
    const id = status.split('/').at(-1) ?? '';
    await server.context.pool.query(
      "update export.job set status = 'accepted', leased = null where id = $1",
      [id],
    );
    expect((await jobs.find(id))?.status).toBe('accepted');
    const asked = await Promise.all([machine({ url: status }), machine({ url: status })]);
    expect(asked.map(({ statusCode }) => statusCode)).toContain(429);
    await server.context.pool.query('delete from export.job where id = $1', [id]);
  });
});

describe('its end', () => {
  it('cancelled, its files are gone', async () => {
    const begun = await kickOff('$export?_type=Patient');
    const manifest = await manifestOf(begun);
    const status = pathOf(begun.headers['content-location']);
    expect((await machine({ method: 'DELETE', url: status })).statusCode).toBe(202);
    expect((await machine({ url: status })).statusCode).toBe(404);
    expect((await machine({ url: pathOf(manifest.output[0]?.url) })).statusCode).toBe(404);
  });
  it('expired, they are no longer handed out', async () => {
    const begun = await kickOff('$export?_type=Patient');
    const manifest = await manifestOf(begun);
    const status = pathOf(begun.headers['content-location']);
    await server.context.pool.query('update export.job set expires = now() where id = $1', [
      status.split('/').at(-1),
    ]);
    expect((await machine({ url: pathOf(manifest.output[0]?.url) })).statusCode).toBe(404);
    expect((await machine({ url: status })).statusCode).toBe(404);
  });
  it('a server that died leaves its job to the next one, which begins it anew', async () => {
    const jobs = openJobs(server.context.pool, 1);
    const id = await jobs.accept('somebody', 'http://localhost/fhir/$export', {
      level: 'system',
      types: ['Patient'],
      filters: {},
    });
    await server.context.pool.query(
      "update export.job set status = 'running', leased = now() - interval '2 minutes' where id = $1",
      [id],
    );
    const claims = await Promise.all([jobs.claim(), jobs.claim(), jobs.claim()]);
    expect(claims.filter((job) => job?.id === id)).toHaveLength(1);
    await jobs.cancel(id);
  });
});
