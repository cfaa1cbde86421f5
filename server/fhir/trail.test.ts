/** Every interaction stands in the audit trail before it answers: what was done, to whom, and what was refused. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bundle, Resource } from '#fhir/types.ts';
import { rosa, vital } from '../testing/fhir-server.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';

type Send = Awaited<ReturnType<TestServer['machine']>>;
let server: TestServer;
let machine: Send;
let patient: string;
let pulse: string;
let visit: string;
const json = { 'content-type': 'application/fhir+json' };

beforeAll(async () => {
  server = await testServer();
  machine = await server.machine();
  patient = await make(rosa);
  pulse = await make(vital(patient, 70, '2026-01-01'));
  visit = await make({
    resourceType: 'Encounter',
    status: 'arrived',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: `Patient/${patient}` },
  });
});
afterAll(() => server.close());

async function make(resource: object): Promise<string> {
  const url = `/fhir/${(resource as Resource).resourceType}`;
  const answer = await machine({ method: 'POST', url, headers: json, payload: JSON.stringify(resource) });
  return answer.json<{ id: string }>().id;
}

/** The rows that a request adds, oldest first. */
async function rowsOf(request: Parameters<Send>[0], by: Send = machine) {
  const { gate } = server.context;
  const reader = { ...gate.system('test'), owner: true };
  const before = await gate.audit.search(reader, { count: 500 });
  const known = new Set(before.rows.map(({ id }) => id));
  const answer = await by(request);
  const { rows } = await gate.audit.search(reader, { count: 500 });
  const added = rows.filter(({ id, action }) => !known.has(id) && action !== 'audit-read').reverse();
  return { status: answer.statusCode, rows: added };
}
const patch = (url: string) => ({
  method: 'PATCH' as const,
  url,
  headers: { 'content-type': 'application/json-patch+json' },
  payload: JSON.stringify([{ op: 'add', path: '/issued', value: '2026-01-01T08:00:00Z' }]),
});

describe('in the trail', () => {
  it('a patch is a read and an update of the patient whose it is', async () => {
    const { status, rows } = await rowsOf(patch(`/fhir/Observation/${pulse}`));
    expect(status).toBe(200);
    expect(rows).toMatchObject([
      { action: 'read', type: 'Observation', resource: pulse, patients: [patient], outcome: 'success' },
      { action: 'update', type: 'Observation', resource: pulse, version: 2, patients: [patient] },
    ]);
  });

  it('searches are named by what they asked and whom they showed: compartment, $lastn, $everything of a visit', async () => {
    for (const [request, row] of [
      [{ url: `/fhir/Patient/${patient}/Observation` }, { action: 'search', type: 'Observation' }],
      [{ url: `/fhir/Patient/${patient}/*` }, { action: 'read', type: 'Patient', query: '$everything' }],
      [
        { url: `/fhir/Observation/$lastn?patient=${patient}` },
        { action: 'search', type: 'Observation', query: 'patient' },
      ],
      [
        { url: `/fhir/Encounter/${visit}/$everything` },
        { action: 'search', type: 'Encounter', query: '_id' },
      ],
      [{ url: `/fhir/Patient/${patient}/_history` }, { action: 'history', type: 'Patient' }],
      [{ url: `/fhir/Patient/${patient}/$validate` }, { action: 'read', type: 'Patient' }],
    ] as const) {
      const { status, rows } = await rowsOf(request);
      expect([request.url, status]).toEqual([request.url, 200]);
      expect(rows).toMatchObject([{ ...row, outcome: 'success', patients: [patient] }]);
      // Names of parameters, never their values.
      expect(JSON.stringify(rows)).not.toContain('Delgado');
    }
  });

  it('$match has seen only those who may be the person', async () => {
    const namesake = await make({ ...rosa, birthDate: '1972-03-21' });
    const other = await make({ ...rosa, name: [{ family: 'Wu', given: ['Ben'] }], birthDate: '1972-03-21' });
    const request = { method: 'POST' as const, headers: json, payload: JSON.stringify(rosa) };
    const { rows } = await rowsOf({ ...request, url: '/fhir/Patient/$match' });
    expect(rows.map(({ action, type, query }) => [action, type, query]).toSorted()).toEqual([
      ['search', 'Patient', 'birthdate'],
      ['search', 'Patient', 'birthdate name'],
    ]);
    const seen = rows.flatMap(({ patients }) => patients);
    expect(seen.toSorted()).toEqual([patient, namesake].toSorted());
    expect(seen).not.toContain(other);
  });

  it('what was refused is there as refused', async () => {
    const narrow = await server.machine('system/Patient.rs');
    const { status, rows } = await rowsOf(patch(`/fhir/Observation/${pulse}`), narrow);
    expect(status).toBe(403);
    expect(rows).toMatchObject([{ action: 'read', type: 'Observation', outcome: 'refused' }]);
    const reader = await server.machine('system/Observation.rs');
    const update = await rowsOf(patch(`/fhir/Observation/${pulse}`), reader);
    expect(update.status).toBe(403);
    expect(update.rows).toMatchObject([
      { action: 'read', outcome: 'success' },
      { action: 'update', outcome: 'refused', patients: [patient] },
    ]);
  });

  it('what showed nothing of the record leaves nothing', async () => {
    const { status, rows } = await rowsOf({
      url: '/fhir/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender',
    });
    expect([status, rows]).toEqual([200, []]);
    expect((await rowsOf({ url: `/fhir/Patient/${randomUUID()}/Observation` })).rows).toMatchObject([
      { action: 'search', patients: [] },
    ]);
  });
});

describe('a person at a desk', () => {
  it('is answered as her role may see, on every way in', async () => {
    const desk = await server.signIn('front-desk');
    const of = async (url: string) => {
      const answer = await desk.send({ url });
      const types = answer.json<Bundle>().entry?.map(({ resource }) => resource?.resourceType) ?? [];
      return [answer.statusCode, [...new Set(types)].sort()];
    };
    await make({ ...vital(patient, 71, '2026-01-02'), encounter: { reference: `Encounter/${visit}` } });
    expect(await of(`/fhir/Patient/${patient}/*`)).toEqual([200, ['Encounter', 'Patient']]);
    expect(await of(`/fhir/Encounter/${visit}/$everything`)).toEqual([200, ['Encounter', 'Patient']]);
    expect(await of(`/fhir/Patient/${patient}/Encounter`)).toEqual([200, ['Encounter']]);
    for (const url of [
      `/fhir/Patient/${patient}/Observation`,
      `/fhir/Encounter/${visit}/Observation`,
      `/fhir/Observation/$lastn?patient=${patient}`,
      `/fhir/Observation/${pulse}/$validate`,
      `/fhir/Observation/_history`,
    ])
      expect([url, (await desk.send({ url })).statusCode]).toEqual([url, 403]);
    const change = {
      ...patch(`/fhir/Patient/${patient}`),
      payload: JSON.stringify([{ op: 'add', path: '/active', value: true }]),
    };
    expect((await desk.send(change)).statusCode).toBe(200);
    expect((await desk.send(patch(`/fhir/Observation/${pulse}`))).statusCode).toBe(403);
    // The page of another site has her cookie and not her proof.
    const forged = { ...change, headers: { ...change.headers, cookie: desk.cookie } };
    expect((await server.send(forged)).statusCode).toBe(403);
    expect((await desk.send({ method: 'DELETE', url: `/fhir/Patient?_id=${patient}` })).statusCode).toBe(403);
  });
});
