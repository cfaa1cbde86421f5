import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle, Resource } from '#fhir/types.ts';
import { BASE, fhirServer, issueOf, rosa, vital } from '../testing/fhir-server.ts';

const { send, get, post, put, del, make } = fhirServer();

const decimals = (text: string) => [...text.matchAll(/"value":([\d.eE+-]+)/g)].map(([, number]) => number);

describe('decimals', () => {
  const weight = (patient: string, value: string) =>
    `{"resourceType":"Observation","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/${patient}"},"valueQuantity":{"value":${value},"unit":"kg"},"referenceRange":[{"low":{"value":50.0},"high":{"value":1.0e2}}]}`;
  const type = { 'content-type': 'application/fhir+json' };
  const sent = (url: string, payload: string) => send({ method: 'POST', url, headers: type, payload });
  it('come back as they were written: read, searched, by page, as subset, pretty, from history', async () => {
    const { id: patient } = await make();
    const made = await sent('/fhir/Observation', weight(patient, '82.50'));
    const { id } = made.json<{ id: string }>();
    const wanted = ['82.50', '50.0', '1.0e2'];
    expect(decimals(made.body)).toEqual(wanted);
    expect(decimals((await get(`Observation/${id}`)).body)).toEqual(wanted);
    expect(decimals((await get(`Observation?patient=${patient}`)).body)).toEqual(wanted);
    expect(decimals((await get(`Observation/${id}/_history/1`)).body)).toEqual(wanted);
    expect(decimals((await get(`Observation/${id}?_elements=valueQuantity`)).body)).toEqual(['82.50']);
    expect((await get(`Observation?patient=${patient}&_pretty=true`)).body).toContain('"value": 82.50');
    expect(decimals((await get(`Patient/${patient}/$everything`)).body)).toEqual(wanted);
  });
  it('are found as the numbers they are', async () => {
    const { id: patient } = await make();
    await sent('/fhir/Observation', weight(patient, '82.50'));
    const found = (await get(`Observation?patient=${patient}&value-quantity=82.5`)).json<Bundle>();
    expect(found.entry).toHaveLength(1);
  });
  it('of a transaction with references to its own entries, and after a patch of something else', async () => {
    const answer = await sent(
      '/fhir',
      `{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:9f2f1b53-2c5a-4f0e-8a79-0ed2b6d0a001","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},{"resource":${weight('x', '7.40').replace('Patient/x', 'urn:uuid:9f2f1b53-2c5a-4f0e-8a79-0ed2b6d0a001')},"request":{"method":"POST","url":"Observation"}}]}`,
    );
    expect(answer.statusCode, answer.body).toBe(200);
    const place = answer.json<Bundle>().entry?.[1]?.response?.location ?? '';
    const [, id] = /Observation\/([^/]+)/.exec(place) ?? [];
    expect(decimals((await get(`Observation/${id}`)).body)).toEqual(['7.40', '50.0', '1.0e2']);
    const patched = await send({
      method: 'PATCH',
      url: `/fhir/Observation/${id}`,
      headers: { 'content-type': 'application/json-patch+json' },
      payload: JSON.stringify([{ op: 'replace', path: '/status', value: 'amended' }]),
    });
    expect(decimals(patched.body)).toEqual(['7.40', '50.0', '1.0e2']);
  });
});

describe('create', () => {
  it('gives an id and a version, and says where it is', async () => {
    const answer = await post('Patient', { ...rosa, id: 'mine' });
    expect(answer.statusCode).toBe(201);
    const made = answer.json<Resource>();
    expect(made.id).not.toBe('mine');
    expect(made.meta).toMatchObject({ versionId: '1', lastUpdated: expect.stringMatching(/Z$/) });
    expect(answer.headers.location).toBe(`${BASE}/Patient/${made.id}/_history/1`);
    expect(answer.headers.etag).toBe('W/"1"');
    expect(answer.headers['content-type']).toContain('application/fhir+json');
    expect(Date.parse(String(answer.headers['last-modified']))).not.toBeNaN();
  });

  it('answers what Prefer asks for', async () => {
    expect((await post('Patient', rosa, { prefer: 'return=minimal' })).body).toBe('');
    const outcome = await post('Patient', rosa, { prefer: 'return=OperationOutcome' });
    expect(outcome.json<Resource>().resourceType).toBe('OperationOutcome');
    expect(
      (await post('Patient', rosa, { prefer: 'return=representation' })).json<Resource>().resourceType,
    ).toBe('Patient');
  });

  it('refuses what R4 forbids, at the element', async () => {
    const answer = await post('Patient', { ...rosa, gender: 'bogus' });
    expect(answer.statusCode).toBe(422);
    expect(issueOf(answer)).toMatchObject({
      severity: 'error',
      code: 'code-invalid',
      expression: ['Patient.gender'],
    });
    expect((await post('Patient', { ...rosa, colour: 'red' })).statusCode).toBe(422);
    expect((await post('Patient', { ...rosa, birthDate: '1972-02-31' })).statusCode).toBe(422);
  });

  it('refuses what a claimed US Core profile forbids', async () => {
    const profile = ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'];
    const answer = await post('Patient', { ...rosa, meta: { profile } });
    expect(answer.statusCode).toBe(422);
    expect(issueOf(answer)?.expression?.[0]).toMatch(/^Patient\.identifier/);
  });

  it('refuses another type than the url names', async () => {
    expect((await post('Observation', rosa)).statusCode).toBe(400);
    expect((await post('Patient', [rosa])).statusCode).toBe(400);
    expect((await post('Patient', { name: [] })).statusCode).toBe(400);
  });

  it('refuses a reference to nothing', async () => {
    const answer = await post('Observation', vital(randomUUID(), 70, '2026-01-01'));
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
  });

  it('with If-None-Exist makes it once', async () => {
    const value = randomUUID();
    const body = { ...rosa, identifier: [{ system: 'urn:x', value }] };
    const first = await post('Patient', body, { 'if-none-exist': `identifier=urn:x|${value}` });
    const second = await post('Patient', body, { 'if-none-exist': `identifier=urn:x|${value}` });
    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
    expect(second.json<Resource>().id).toBe(first.json<Resource>().id);
    await post('Patient', body);
    expect((await post('Patient', body, { 'if-none-exist': `identifier=urn:x|${value}` })).statusCode).toBe(
      412,
    );
  });
});

describe('read', () => {
  it('[S5] answers the stored text with its version', async () => {
    const { id } = await make();
    const answer = await get(`Patient/${id}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.etag).toBe('W/"1"');
    expect(answer.json()).toMatchObject({ ...rosa, id });
    expect((await get(`Patient/${id}`, { 'if-none-match': 'W/"1"' })).statusCode).toBe(304);
    expect((await send({ method: 'HEAD', url: `/fhir/Patient/${id}` })).statusCode).toBe(200);
  });

  it('is 404 for what never was and 410 for what was deleted', async () => {
    const { id } = await make();
    expect((await get(`Patient/${randomUUID()}`)).statusCode).toBe(404);
    expect((await del(`Patient/${id}`)).statusCode).toBe(204);
    const gone = await get(`Patient/${id}`);
    expect(gone.statusCode).toBe(410);
    expect(issueOf(gone)?.code).toBe('deleted');
    expect((await del(`Patient/${id}`)).statusCode).toBe(204);
  });

  it('of one version still answers after a change and after the deletion', async () => {
    const { id } = await make();
    await put(`Patient/${id}`, { ...rosa, id, gender: 'other' });
    await del(`Patient/${id}`);
    expect((await get(`Patient/${id}/_history/1`)).json()).toMatchObject({ gender: 'female' });
    expect((await get(`Patient/${id}/_history/2`)).json()).toMatchObject({ gender: 'other' });
    expect((await get(`Patient/${id}/_history/3`)).statusCode).toBe(410);
    expect((await get(`Patient/${id}/_history/9`)).statusCode).toBe(404);
    expect((await get(`Patient/${id}/_history/x`)).statusCode).toBe(404);
  });
});

describe('update', () => {
  it('makes the next version', async () => {
    const { id } = await make();
    const answer = await put(`Patient/${id}`, { ...rosa, id, gender: 'other' }, { 'if-match': 'W/"1"' });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, 'W/"2"']);
    expect((await get(`Patient/${id}`)).json()).toMatchObject({ gender: 'other', meta: { versionId: '2' } });
  });

  it('at a version that has passed is 412 and changes nothing', async () => {
    const { id } = await make();
    await put(`Patient/${id}`, { ...rosa, id, gender: 'other' });
    const late = await put(`Patient/${id}`, { ...rosa, id, gender: 'unknown' }, { 'if-match': 'W/"1"' });
    expect([late.statusCode, issueOf(late)?.code]).toEqual([412, 'conflict']);
    expect((await get(`Patient/${id}`)).json()).toMatchObject({ gender: 'other' });
    expect((await put(`Patient/${id}`, { ...rosa, id }, { 'if-match': 'yesterday' })).statusCode).toBe(400);
  });

  it('creates what is not there, under the id of the caller', async () => {
    const id = `own-${randomUUID()}`;
    const answer = await put(`Patient/${id}`, { ...rosa, id });
    expect(answer.statusCode).toBe(201);
    expect((await get(`Patient/${id}`)).statusCode).toBe(200);
    const missing = `own-${randomUUID()}`;
    const never = await put(`Patient/${missing}`, { ...rosa, id: missing }, { 'if-match': 'W/"1"' });
    expect([404, 412]).toContain(never.statusCode);
  });

  it('brings back what was deleted as a new version', async () => {
    const { id } = await make();
    await del(`Patient/${id}`);
    const answer = await put(`Patient/${id}`, { ...rosa, id });
    expect([200, 201]).toContain(answer.statusCode);
    expect(answer.headers.etag).toBe('W/"3"');
  });

  it('refuses an id that is not the one of the url', async () => {
    const { id } = await make();
    expect((await put(`Patient/${id}`, { ...rosa, id: 'other' })).statusCode).toBe(400);
    expect((await put(`Patient/${id}`, rosa)).statusCode).toBe(400);
  });

  it('of twenty at one version lets one through', async () => {
    const { id } = await make();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        put(
          `Patient/${id}`,
          { ...rosa, id, telecom: [{ system: 'phone', value: `${n}` }] },
          { 'if-match': 'W/"1"' },
        ),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 412)).toHaveLength(19);
  });

  it('by a condition updates the one that matches or creates', async () => {
    const value = randomUUID();
    const body = { ...rosa, identifier: [{ system: 'urn:y', value }] };
    const first = await put(`Patient?identifier=urn:y|${value}`, body);
    const second = await put(`Patient?identifier=urn:y|${value}`, { ...body, gender: 'other' });
    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
    expect(second.json<Resource>().id).toBe(first.json<Resource>().id);
    expect((await del(`Patient?identifier=urn:y|${value}`)).statusCode).toBe(204);
    expect((await get(`Patient/${first.json<Resource>().id}`)).statusCode).toBe(410);
    expect((await put('Patient', body)).statusCode).toBe(400);
  });
});
