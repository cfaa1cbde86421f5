import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bundle, OperationOutcome, Resource } from '#fhir/types.ts';
import { type Answered, type TestServer, testServer } from '../testing/test-server.ts';

let server: TestServer;
let send: Awaited<ReturnType<TestServer['machine']>>;
beforeAll(async () => {
  server = await testServer();
  send = await server.machine();
});
afterAll(() => server.close());

const BASE = 'http://localhost:80/fhir';
const rosa = {
  resourceType: 'Patient',
  name: [{ family: 'Delgado', given: ['Rosa'] }],
  gender: 'female',
  birthDate: '1972-03-12',
};
const json = { 'content-type': 'application/fhir+json' };
type Headers = Record<string, string>;
const get = (path: string, headers: Headers = {}) => send({ url: `/fhir/${path}`, headers });
const post = (path: string, payload: object, headers: Headers = {}) =>
  send({
    method: 'POST',
    url: `/fhir/${path}`,
    payload: JSON.stringify(payload),
    headers: { ...json, ...headers },
  });
const put = (path: string, payload: object, headers: Headers = {}) =>
  send({
    method: 'PUT',
    url: `/fhir/${path}`,
    payload: JSON.stringify(payload),
    headers: { ...json, ...headers },
  });
const del = (path: string, headers: Headers = {}) =>
  send({ method: 'DELETE', url: `/fhir/${path}`, headers });
const issueOf = (answer: Answered) => answer.json<OperationOutcome>().issue?.[0];
const make = async (resource: object = rosa) =>
  (await post((resource as Resource).resourceType, resource)).json<Resource & { id: string }>();
const vital = (patient: string, value: number, at: string) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
    },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: at,
  valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
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
  it('answers the stored text with its version', async () => {
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

describe('history', () => {
  it('tells every version of a resource, newest first, the deletion too', async () => {
    const { id } = await make();
    await put(`Patient/${id}`, { ...rosa, id, gender: 'other' });
    await del(`Patient/${id}`);
    const { type, entry } = (await get(`Patient/${id}/_history`)).json<Bundle>();
    expect(type).toBe('history');
    expect(entry?.map(({ request }) => request?.method)).toEqual(['DELETE', 'PUT', 'POST']);
    expect(entry?.[0]?.resource).toBeUndefined();
    expect((await get(`Patient/${randomUUID()}/_history`)).statusCode).toBe(404);
  });

  it('of a type and of everything is paged', async () => {
    await Promise.all([make(), make(), make()]);
    const seen = new Set<string>();
    let url: string | undefined = '/fhir/Patient/_history?_count=2';
    for (let pages = 0; url !== undefined && pages < 200; pages += 1) {
      const page: Bundle = (await send({ url })).json<Bundle>();
      for (const { resource, response } of page.entry ?? []) {
        const version = `${resource?.id ?? randomUUID()} ${response?.etag}`;
        expect(seen.has(version)).toBe(false);
        seen.add(version);
      }
      url = page.link?.find(({ relation }) => relation === 'next')?.url?.replace(BASE, '/fhir');
    }
    expect(url).toBeUndefined();
    expect(seen.size).toBeGreaterThan(3);
    expect((await get('_history?_count=5')).json<Bundle>().entry).toHaveLength(5);
    expect((await get('_history?_count=x')).statusCode).toBe(400);
  });
});

describe('search', () => {
  it('finds by the official parameters, by GET and by POST alike', async () => {
    const family = `Zed${randomUUID().slice(0, 6)}`;
    const { id } = await make({ ...rosa, name: [{ family }] });
    const found = (await get(`Patient?name=${family.toLowerCase()}&birthdate=1972-03`)).json<Bundle>();
    expect(found.type).toBe('searchset');
    expect(found.entry).toEqual([
      {
        fullUrl: `${BASE}/Patient/${id}`,
        resource: expect.objectContaining({ id }),
        search: { mode: 'match' },
      },
    ]);
    expect(found.link?.[0]).toMatchObject({ relation: 'self' });
    const posted = await send({
      method: 'POST',
      url: '/fhir/Patient/_search',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `family=${family}`,
    });
    expect(posted.json<Bundle>().entry?.[0]?.resource?.id).toBe(id);
  });

  it('pages by links until all are seen once', async () => {
    const { id } = await make();
    for (let n = 0; n < 7; n += 1) await make(vital(id, 60 + n, `2026-01-0${n + 1}`));
    const values: number[] = [];
    let url: string | undefined =
      `/fhir/Observation?patient=${id}&code=http://loinc.org|8867-4&_sort=-date&_count=3`;
    while (url !== undefined) {
      const page: Bundle = (await send({ url })).json<Bundle>();
      for (const { resource } of page.entry ?? [])
        if (resource?.resourceType === 'Observation') values.push(resource.valueQuantity?.value ?? 0);
      url = page.link?.find(({ relation }) => relation === 'next')?.url?.replace(BASE, '/fhir');
    }
    expect(values).toEqual([66, 65, 64, 63, 62, 61, 60]);
  });

  it('counts, includes and shortens as asked', async () => {
    const { id } = await make();
    await make(vital(id, 71, '2026-01-01'));
    const counted = (await get(`Observation?patient=${id}&_summary=count`)).json<Bundle>();
    expect([counted.total, counted.entry]).toEqual([1, undefined]);
    const included = (await get(`Observation?patient=${id}&_include=Observation:patient`)).json<Bundle>();
    expect(included.entry?.map(({ search }) => search?.mode)).toEqual(['match', 'include']);
    const short = (await get(`Observation?patient=${id}&_elements=valueQuantity`)).json<Bundle>().entry?.[0]
      ?.resource as Resource;
    expect(Object.keys(short).sort()).toEqual([
      'code',
      'id',
      'meta',
      'resourceType',
      'status',
      'valueQuantity',
    ]);
    expect(short.meta?.tag?.[0]?.code).toBe('SUBSETTED');
    const summary = (await get(`Patient?_id=${id}&_summary=true`)).json<Bundle>().entry?.[0]?.resource;
    expect(summary).toMatchObject({ name: [{ family: 'Delgado' }] });
  });

  it('names what it did not understand, or refuses it when asked to be strict', async () => {
    const lenient = (await get('Patient?hat=red&_count=1')).json<Bundle>();
    expect(lenient.entry?.at(-1)?.search?.mode).toBe('outcome');
    expect((await get('Patient?hat=red', { prefer: 'handling=strict' })).statusCode).toBe(400);
    expect((await get('Patient?birthdate=never')).statusCode).toBe(400);
  });
});

describe('a transaction', () => {
  const urn = () => `urn:uuid:${randomUUID()}`;

  it('links its entries to one another and to what is here', async () => {
    const value = randomUUID();
    await make({ resourceType: 'Organization', name: 'Lab', identifier: [{ system: 'urn:lab', value }] });
    const [patient, file] = [urn(), urn()];
    const entry = [
      {
        fullUrl: urn(),
        request: { method: 'POST', url: 'DocumentReference' },
        resource: {
          resourceType: 'DocumentReference',
          status: 'current',
          subject: { reference: patient },
          custodian: { reference: `Organization?identifier=urn:lab|${value}` },
          content: [{ attachment: { url: file, contentType: 'text/plain' } }],
        },
      },
      { fullUrl: patient, request: { method: 'POST', url: 'Patient' }, resource: rosa },
      {
        fullUrl: file,
        request: { method: 'POST', url: 'Binary' },
        resource: { resourceType: 'Binary', contentType: 'text/plain', data: 'aGk=' },
      },
      { request: { method: 'GET', url: 'Patient?_count=1' } },
    ];
    const answer = await post('', { resourceType: 'Bundle', type: 'transaction', entry });
    expect(answer.statusCode).toBe(200);
    const done = answer.json<Bundle>();
    expect(done.type).toBe('transaction-response');
    expect(done.entry?.map(({ response }) => response?.status)).toEqual([
      '201 Created',
      '201 Created',
      '201 Created',
      '200 OK',
    ]);
    const document = done.entry?.[0]?.resource;
    expect(document).toMatchObject({
      subject: { reference: `Patient/${done.entry?.[1]?.resource?.id}` },
      custodian: { reference: expect.stringMatching(/^Organization\/[^?]+$/) },
      content: [{ attachment: { url: `Binary/${done.entry?.[2]?.resource?.id}` } }],
    });
    expect(done.entry?.[1]?.response).toMatchObject({
      etag: 'W/"1"',
      location: expect.stringContaining('/Patient/'),
    });
  });

  it('with one wrong entry does nothing, and says which', async () => {
    const family = `None${randomUUID().slice(0, 6)}`;
    const entry = [
      { request: { method: 'POST', url: 'Patient' }, resource: { ...rosa, name: [{ family }] } },
      { request: { method: 'POST', url: 'Patient' }, resource: { ...rosa, gender: 'bogus' } },
    ];
    const answer = await post('', { resourceType: 'Bundle', type: 'transaction', entry });
    expect(answer.statusCode).toBe(422);
    expect(issueOf(answer)?.expression?.[0]).toBe('Bundle.entry[1].resource.gender');
    expect((await get(`Patient?family=${family}`)).json<Bundle>().entry).toBeUndefined();
  });

  it('at a passed version does nothing and is 412', async () => {
    const { id } = await make();
    await put(`Patient/${id}`, { ...rosa, id, gender: 'other' });
    const family = `Half${randomUUID().slice(0, 6)}`;
    const entry = [
      { request: { method: 'POST', url: 'Patient' }, resource: { ...rosa, name: [{ family }] } },
      { request: { method: 'PUT', url: `Patient/${id}`, ifMatch: 'W/"1"' }, resource: { ...rosa, id } },
    ];
    const answer = await post('', { resourceType: 'Bundle', type: 'transaction', entry });
    expect(answer.statusCode).toBe(412);
    expect((await get(`Patient?family=${family}`)).json<Bundle>().entry).toBeUndefined();
  });

  it('deletes, creates and updates in the order of the specification', async () => {
    const [kept, dropped] = [await make(), await make()];
    const value = randomUUID();
    const entry = [
      {
        request: { method: 'PUT', url: `Patient/${kept.id}` },
        resource: { ...rosa, id: kept.id, gender: 'other' },
      },
      {
        request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=urn:z|${value}` },
        resource: { ...rosa, identifier: [{ system: 'urn:z', value }] },
      },
      { request: { method: 'DELETE', url: `Patient/${dropped.id}` } },
    ];
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry };
    const statuses = async () =>
      (await post('', bundle)).json<Bundle>().entry?.map(({ response }) => response?.status?.slice(0, 3));
    expect(await statuses()).toEqual(['200', '201', '204']);
    expect((await get(`Patient/${dropped.id}`)).statusCode).toBe(410);
    expect((await statuses())?.[1]).toBe('200');
  });

  it('refuses what it cannot do: nowhere urns, one resource twice, a wrong method, a lost condition', async () => {
    const { id } = await make();
    const bundle = (...entry: object[]) => post('', { resourceType: 'Bundle', type: 'transaction', entry });
    const body = { ...rosa, id };
    const twice = { request: { method: 'PUT', url: `Patient/${id}` }, resource: body };
    expect((await bundle(twice, twice)).statusCode).toBe(400);
    const nowhere = {
      request: { method: 'POST', url: 'Observation' },
      resource: { ...vital('x', 1, '2026'), subject: { reference: urn() } },
    };
    expect((await bundle(nowhere)).statusCode).toBe(400);
    expect((await bundle({ request: { method: 'STEAL', url: 'Patient' } })).statusCode).toBe(400);
    expect((await bundle({ request: { method: 'POST', url: 'Hat' }, resource: rosa })).statusCode).toBe(404);
    const lost = {
      request: { method: 'POST', url: 'Observation' },
      resource: { ...vital('x', 1, '2026'), subject: { reference: 'Patient?identifier=urn:q|nobody' } },
    };
    expect((await bundle(lost)).statusCode).toBe(412);
    expect((await post('', { resourceType: 'Bundle', type: 'document' })).statusCode).toBe(400);
    expect((await post('', rosa)).statusCode).toBe(400);
  });
});

describe('a batch', () => {
  it('does each entry for itself and says of each what came of it', async () => {
    const { id } = await make();
    const entry = [
      { request: { method: 'GET', url: `Patient/${id}` } },
      { request: { method: 'POST', url: 'Patient' }, resource: { ...rosa, gender: 'bogus' } },
      { request: { method: 'POST', url: 'Patient' }, resource: rosa },
      { request: { method: 'GET', url: `Patient/${randomUUID()}` } },
      { request: { method: 'GET', url: `Patient/${id}/_history` } },
      'not an entry',
    ];
    const done = (await post('', { resourceType: 'Bundle', type: 'batch', entry })).json<Bundle>();
    expect(done.type).toBe('batch-response');
    expect(done.entry?.map(({ response }) => response?.status?.slice(0, 3))).toEqual([
      '200',
      '422',
      '201',
      '404',
      '200',
      '400',
    ]);
    expect((done.entry?.[1]?.response?.outcome as OperationOutcome).issue?.[0]?.expression).toEqual([
      'Patient.gender',
    ]);
  });

  it('of nothing answers nothing', async () => {
    expect((await post('', { resourceType: 'Bundle', type: 'batch' })).json()).toEqual({
      resourceType: 'Bundle',
      type: 'batch-response',
    });
  });
});

describe('operations', () => {
  it('$everything answers the patient first and all that is hers', async () => {
    const { id } = await make();
    await make(vital(id, 72, '2026-01-01'));
    await make(vital((await make()).id, 99, '2026-01-01'));
    const { entry } = (await get(`Patient/${id}/$everything`)).json<Bundle>();
    expect(entry?.map(({ resource }) => resource?.resourceType)).toEqual(['Patient', 'Observation']);
    expect(
      (await get(`Patient/${id}/$everything?_type=Observation`))
        .json<Bundle>()
        .entry?.every(({ resource }) => resource?.resourceType !== 'Condition'),
    ).toBe(true);
    expect((await get(`Patient/${randomUUID()}/$everything`)).statusCode).toBe(404);
    expect((await get('Patient/x/$nothing')).statusCode).toBe(404);
  });

  it('$validate says what is wrong and stores nothing', async () => {
    const wrong = await post('Patient/$validate', { ...rosa, gender: 'bogus' });
    expect([wrong.statusCode, issueOf(wrong)?.severity]).toEqual([200, 'error']);
    expect(issueOf(await post('Patient/$validate', rosa))?.severity).toBe('information');
    const parameter = [
      { name: 'resource', resource: rosa },
      { name: 'profile', valueUri: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient' },
    ];
    expect(
      issueOf(await post('Patient/$validate', { resourceType: 'Parameters', parameter }))?.severity,
    ).toBe('error');
  });
});

describe('what the server says of itself', () => {
  it('names every R4 type with its parameters and what can be done', async () => {
    const { rest, fhirVersion } = (await server.send({ url: '/fhir/metadata' })).json();
    expect(fhirVersion).toBe('4.0.1');
    expect(rest[0].resource.length).toBeGreaterThan(140);
    const patient = rest[0].resource.find(({ type }: { type: string }) => type === 'Patient');
    expect(patient.searchParam).toContainEqual({ name: 'birthdate', type: 'date' });
    expect(patient.operation.map(({ name }: { name: string }) => name)).toContain('everything');
  });

  it('leads SMART clients to the token endpoint', async () => {
    const config = (await server.send({ url: '/fhir/.well-known/smart-configuration' })).json();
    expect(config.token_endpoint).toBe('http://localhost:80/oauth/token');
    expect(config.grant_types_supported).toContain('client_credentials');
  });
});

describe('forms', () => {
  it('are JSON only: XML is 406 or 415, each with an outcome', async () => {
    const { id } = await make();
    for (const answer of [
      await get(`Patient/${id}`, { accept: 'application/fhir+xml' }),
      await get(`Patient/${id}?_format=xml`),
      await send({
        method: 'POST',
        url: '/fhir/Patient',
        headers: { 'content-type': 'application/fhir+xml' },
        payload: '<Patient/>',
      }),
    ]) {
      expect([406, 415]).toContain(answer.statusCode);
      expect(issueOf(answer)?.code).toBe('not-supported');
    }
    expect(
      (await get(`Patient/${id}?_format=application/fhir+json`, { accept: 'text/html' })).statusCode,
    ).toBe(200);
    expect((await get(`Patient/${id}?_pretty=true`)).body).toContain('\n  "resourceType": "Patient"');
  });

  it('that cannot be read are 400 with an outcome, and too large ones 413', async () => {
    const broken = await send({
      method: 'POST',
      url: '/fhir/Patient',
      headers: json,
      payload: '{"resourceType": "Patient",',
    });
    expect([broken.statusCode, issueOf(broken)?.severity]).toEqual([400, 'error']);
    const large = await send({
      method: 'POST',
      url: '/fhir/Patient',
      headers: json,
      payload: Buffer.alloc(10 * 1024 * 1024 + 1, 32),
    });
    expect([large.statusCode, issueOf(large)?.code]).toEqual([413, 'too-long']);
  });

  it('of an unknown type or address are 404, and a wrong method is 405', async () => {
    expect((await get('Hat/1')).statusCode).toBe(404);
    expect((await get('Patient/1/2/3/4/5')).statusCode).toBe(404);
    expect(
      (await send({ method: 'PATCH', url: '/fhir/Patient/x', headers: json, payload: '[]' })).statusCode,
    ).toBe(405);
  });
});

describe('a machine', () => {
  it('does what its scopes say and nothing else', async () => {
    const reader = await server.machine('system/Patient.rs');
    const { id } = await make();
    expect((await reader({ url: `/fhir/Patient/${id}` })).statusCode).toBe(200);
    expect((await reader({ url: '/fhir/Observation' })).statusCode).toBe(403);
    expect((await reader({ method: 'POST', url: '/fhir/Patient', payload: rosa })).statusCode).toBe(403);
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'POST', url: 'Patient' }, resource: rosa }],
    };
    expect((await reader({ method: 'POST', url: '/fhir', payload: bundle })).statusCode).toBe(403);
  });
});
