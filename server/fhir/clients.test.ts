/** Client libraries that others build on, as they are published, sign-in included. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { MedplumClient, OperationOutcomeError } from '@medplum/core';
import { Client } from 'fhir-kit-client';
import smart from 'fhirclient';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bundle, Observation, Patient, Resource } from '#fhir/types.ts';
import { rosa, vital } from '../testing/fhir-server.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';

let server: TestServer;
let url: string;
let id: string;
let secret: string;

beforeAll(async () => {
  server = await testServer();
  url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { gate } = server.context;
  const made = await gate.oauth.createClient(gate.system('test'), {
    name: 'lab',
    scopes: ['system/*.cruds'],
  });
  id = made.client_id;
  secret = made.client_secret ?? '';
});
afterAll(() => server.close());

const identified = (value: string) => ({ ...rosa, identifier: [{ system: 'urn:lab', value }] });
const asPatient = (value: string) => identified(value) as Patient;

describe('@medplum/core', () => {
  it('signs in by client credentials, writes, reads, searches, patches and deletes', async () => {
    const medplum = new MedplumClient({
      baseUrl: `${url}/`,
      fhirUrlPath: 'fhir',
      tokenUrl: `${url}/oauth/token`,
      authCredentialsMethod: 'header',
      fetch,
    });
    await medplum.startClientLogin(id, secret);

    const patient = await medplum.createResource<Patient>(asPatient('m1'));
    expect(await medplum.readResource('Patient', patient.id)).toMatchObject({ birthDate: rosa.birthDate });
    const again = await medplum.createResourceIfNoneExist<Patient>(asPatient('m1'), 'identifier=urn:lab|m1');
    expect(again.id).toBe(patient.id);
    const updated = await medplum.updateResource<Patient>({ ...patient, gender: 'other' });
    expect(updated.meta?.versionId).toBe('2');
    const patched = await medplum.patchResource('Patient', patient.id, [
      { op: 'test', path: '/meta/versionId', value: '2' },
      { op: 'replace', path: '/gender', value: 'female' },
    ]);
    expect(patched).toMatchObject({ gender: 'female', meta: { versionId: '3' } });
    const upserted = await medplum.upsertResource<Patient>(asPatient('m1'), { identifier: 'urn:lab|m1' });
    expect(upserted.id).toBe(patient.id);

    const pulse = await medplum.createResource(vital(patient.id, 71, '2026-01-01') as Observation);
    const found = await medplum.searchResources('Observation', { patient: patient.id, code: '8867-4' });
    expect(found.map((one) => one.id)).toEqual([pulse.id]);
    expect((await medplum.readPatientEverything(patient.id)).entry).toHaveLength(2);
    expect((await medplum.readHistory('Patient', patient.id)).entry).toHaveLength(4);
    const outcome = await medplum.validateResource(patient);
    expect(outcome.issue[0]?.severity).toBe('information');
    const genders = await medplum.valueSetExpand({
      url: 'http://hl7.org/fhir/ValueSet/administrative-gender',
    });
    expect(genders.expansion?.contains).toHaveLength(4);

    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ resource: asPatient('m2'), request: { method: 'POST', url: 'Patient' } }],
    };
    expect((await medplum.executeBatch(bundle)).entry?.[0]?.response?.status).toBe('201 Created');
    await medplum.deleteResource('Observation', pulse.id);
    const gone = await medplum
      .readResource('Observation', pulse.id, { cache: 'reload' })
      .catch((error: unknown) => error);
    expect(gone).toBeInstanceOf(OperationOutcomeError);
  });

  it('with a wrong secret is not signed in', async () => {
    const medplum = new MedplumClient({
      baseUrl: `${url}/`,
      fhirUrlPath: 'fhir',
      tokenUrl: `${url}/oauth/token`,
      authCredentialsMethod: 'header',
      fetch,
    });
    await expect(medplum.startClientLogin(id, 'guessed')).rejects.toThrow();
  });
});

describe('fhir-kit-client', () => {
  it('finds where to sign in, and then does every interaction it knows', async () => {
    const client = new Client({ baseUrl: `${url}/fhir` });
    const { tokenUrl } = await client.smartAuthMetadata();
    const answer = await fetch(String(tokenUrl), {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    client.bearerToken = ((await answer.json()) as { access_token: string }).access_token;

    expect(await client.capabilityStatement()).toMatchObject({ fhirVersion: '4.0.1' });
    const resourceType = 'Patient';
    const made = (await client.create({ resourceType, body: identified('k1') })) as unknown as Patient & {
      id: string;
    };
    const one = { resourceType, id: made.id };
    expect(await client.read(one)).toMatchObject({ gender: 'female' });
    await client.update({ ...one, body: { ...made, gender: 'other' } });
    await client.patch({ ...one, jsonPatch: [{ op: 'replace', path: '/gender', value: 'unknown' }] });
    expect(await client.vread({ ...one, version: '2' })).toMatchObject({ gender: 'other' });
    expect(((await client.history(one)) as unknown as Bundle).entry).toHaveLength(3);
    expect(((await client.history({ resourceType })) as unknown as Bundle).type).toBe('history');
    expect(((await client.history()) as unknown as Bundle).type).toBe('history');

    for (const n of [1, 2, 3])
      await client.create({ resourceType: 'Observation', body: vital(made.id, 70 + n, `2026-01-0${n}`) });
    let page = (await client.search({
      resourceType: 'Observation',
      searchParams: { patient: made.id, _count: 2 },
    })) as unknown as Bundle | undefined;
    const seen: (Resource | undefined)[] = [];
    while (page) {
      seen.push(...(page.entry ?? []).map(({ resource }) => resource));
      page = (await client.nextPage({ bundle: page as never })) as unknown as Bundle | undefined;
    }
    expect(seen).toHaveLength(3);
    const inside = await client.search({
      resourceType: 'Observation',
      compartment: { resourceType, id: made.id },
      searchParams: { date: '2026-01-02' },
    });
    expect((inside as unknown as Bundle).entry).toHaveLength(1);
    const posted = await client.search({
      resourceType,
      searchParams: { identifier: 'urn:lab|k1' },
      options: { postSearch: true } as never,
    });
    expect((posted as unknown as Bundle).entry).toHaveLength(1);

    const everything = await client.operation({ ...one, name: '$everything', method: 'GET' });
    expect((everything as unknown as Bundle).entry).toHaveLength(4);
    const entry = [{ request: { method: 'GET', url: `Patient/${made.id}` } }];
    for (const type of ['batch', 'transaction'] as const) {
      const body = { resourceType: 'Bundle', type, entry };
      expect(((await client[type]({ body })) as unknown as Bundle).type).toBe(`${type}-response`);
    }
    await client.delete(one);
    await expect(client.read(one)).rejects.toMatchObject({ response: { status: 410 } });
  });
});

describe('fhirclient (SMART)', () => {
  it('with a token of client credentials reads, searches along pages, follows references, and writes', async () => {
    const signIn = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const tokenResponse = (await signIn.json()) as { access_token: string };
    // It reads the launch of a browser from here; a machine has none.
    const client = smart({ headers: {} } as IncomingMessage, {} as ServerResponse, {} as never).client({
      serverUrl: `${url}/fhir`,
      tokenResponse,
    });

    const made = await client.create<Patient & { id: string }>(identified('s1') as never);
    expect(await client.request(`Patient/${made.id}`)).toMatchObject({ gender: 'female' });
    for (const n of [1, 2, 3]) await client.create(vital(made.id, 70 + n, `2026-01-0${n}`) as never);
    const all = await client.request<Observation[]>(`Observation?patient=${made.id}&_count=2`, {
      pageLimit: 0,
      flat: true,
      resolveReferences: ['subject'],
    });
    expect(all).toHaveLength(3);
    expect(all[0]?.subject).toMatchObject({ resourceType: 'Patient', id: made.id });
    const updated = await client.update<Patient>({ ...made, gender: 'other' } as never);
    expect(updated.meta?.versionId).toBe('2');
    const patched = await client.patch<Patient>(`Patient/${made.id}`, [
      { op: 'replace', path: '/gender', value: 'unknown' },
    ]);
    expect(patched.gender).toBe('unknown');
    await client.delete(`Patient/${made.id}`);
    await expect(client.request(`Patient/${made.id}`)).rejects.toMatchObject({ status: 410 });
  });
});
