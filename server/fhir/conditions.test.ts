import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle, Patient } from '#fhir/types.ts';
import { BASE, fhirServer, issueOf, rosa } from '../testing/fhir-server.ts';

const { get, post, put, del, make } = fhirServer();

const SYSTEM = 'https://lab.example/mrn';
const known = (value: string) => ({ ...rosa, identifier: [{ system: SYSTEM, value }] });
const where = (value: string) => `identifier=${SYSTEM}|${value}`;
const bundle = (type: string, ...entry: unknown[]) => post('', { resourceType: 'Bundle', type, entry });
const found = async (value: string) => (await get(`Patient?${where(value)}`)).json<Bundle>().entry ?? [];
const visit = (reference: string) => ({
  resourceType: 'Encounter',
  status: 'arrived',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference },
});

describe('a conditional delete', () => {
  it('takes the one that matches; several are 412 and all stay; none is no failure', async () => {
    const value = randomUUID();
    await make(known(value));
    const { id } = await make(known(value));
    const several = await del(`Patient?${where(value)}`);
    expect([several.statusCode, issueOf(several)?.code]).toEqual([412, 'multiple-matches']);
    expect(await found(value)).toHaveLength(2);
    await del(`Patient/${id}`);
    expect((await del(`Patient?${where(value)}`)).statusCode).toBe(204);
    expect(await found(value)).toEqual([]);
    expect((await del(`Patient?${where(value)}`)).statusCode).toBe(204);
  });

  it('without a condition, or with one that is not understood, deletes nothing', async () => {
    expect((await del('Patient')).statusCode).toBe(400);
    expect((await del('Patient?_count=1')).statusCode).toBe(400);
    const unknown = await del('Patient?hat=red');
    expect([unknown.statusCode, issueOf(unknown)?.expression]).toEqual([400, ['http.hat']]);
    expect((await del(`Patient?${where('x')}&hat=red`)).statusCode).toBe(400);
  });
});

describe('a conditional read', () => {
  it('is 304 without a body for who has the version, by its tag or its time', async () => {
    const { id } = await make();
    const first = await get(`Patient/${id}`);
    const at = String(first.headers['last-modified']);
    for (const headers of [
      { 'if-none-match': 'W/"1"' },
      { 'if-none-match': '"1"' },
      { 'if-none-match': 'W/"7", W/"1"' },
      { 'if-none-match': '*' },
      { 'if-modified-since': at },
    ]) {
      const answer = await get(`Patient/${id}`, headers);
      expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([304, '', 'W/"1"']);
    }
    expect((await get(`Patient/${id}`, { 'if-none-match': 'W/"7"' })).statusCode).toBe(200);
    expect(
      (await get(`Patient/${id}`, { 'if-modified-since': 'Tue, 01 Jan 2019 00:00:00 GMT' })).statusCode,
    ).toBe(200);
    expect((await get(`Patient/${id}`, { 'if-modified-since': 'lately' })).statusCode).toBe(200);
    // The tag outranks the time.
    const both = await get(`Patient/${id}`, { 'if-none-match': 'W/"7"', 'if-modified-since': at });
    expect(both.statusCode).toBe(200);
  });
});

describe('conditions in a Bundle', () => {
  it('a create happens once; who refers to it by a condition reaches what is there', async () => {
    const value = randomUUID();
    const { id } = await make(known(value));
    const full = `urn:uuid:${randomUUID()}`;
    const answer = await bundle(
      'transaction',
      {
        fullUrl: full,
        resource: known(value),
        request: { method: 'POST', url: 'Patient', ifNoneExist: where(value) },
      },
      { resource: visit(`Patient?${where(value)}`), request: { method: 'POST', url: 'Encounter' } },
      { resource: visit(full), request: { method: 'POST', url: 'Encounter' } },
    );
    const [patient, byCondition, byUrn] = answer.json<Bundle>().entry ?? [];
    expect(patient?.response).toMatchObject({
      status: '200 OK',
      location: `${BASE}/Patient/${id}/_history/1`,
    });
    for (const made of [byCondition, byUrn])
      expect(made?.resource).toMatchObject({ subject: { reference: `Patient/${id}` } });
    expect(await found(value)).toHaveLength(1);
  });

  it('an update and a delete by condition take the one that matches', async () => {
    const [value, other] = [randomUUID(), randomUUID()];
    const { id } = await make(known(value));
    const { id: leaving } = await make(known(other));
    const answer = await bundle(
      'transaction',
      {
        resource: { ...known(value), gender: 'other' },
        request: { method: 'PUT', url: `Patient?${where(value)}` },
      },
      { request: { method: 'DELETE', url: `Patient?${where(other)}` } },
    );
    expect(answer.json<Bundle>().entry?.map(({ response }) => response?.status)).toEqual([
      '200 OK',
      '204 No Content',
    ]);
    expect((await get(`Patient/${id}`)).json()).toMatchObject({ gender: 'other' });
    expect((await get(`Patient/${leaving}`)).statusCode).toBe(410);
  });

  it('a condition that several meet, or a reference that leads to none, fails the whole at its entry', async () => {
    const value = randomUUID();
    await Promise.all([make(known(value)), make(known(value))]);
    const create = { resource: known(randomUUID()), request: { method: 'POST', url: 'Patient' } };
    for (const entry of [
      { resource: visit(`Patient?${where(value)}`), request: { method: 'POST', url: 'Encounter' } },
      { resource: visit(`Patient?${where(randomUUID())}`), request: { method: 'POST', url: 'Encounter' } },
      { resource: known(value), request: { method: 'PUT', url: `Patient?${where(value)}` } },
      { request: { method: 'DELETE', url: `Patient?${where(value)}` } },
      { resource: known(value), request: { method: 'POST', url: 'Patient', ifNoneExist: where(value) } },
    ]) {
      const answer = await bundle('transaction', create, entry);
      expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([412, ['Bundle.entry[1]']]);
    }
    expect(await found(create.resource.identifier[0]?.value ?? '')).toEqual([]);
  });

  it('a read in a batch or a transaction is 304 for who has the version', async () => {
    const { id } = await make();
    const read = (request: object) => ({ request: { method: 'GET', url: `Patient/${id}`, ...request } });
    const later = new Date(Date.now() + 60_000).toISOString();
    for (const type of ['batch', 'transaction']) {
      const { entry } = (
        await bundle(
          type,
          read({ ifNoneMatch: 'W/"1"' }),
          read({ ifModifiedSince: later }),
          read({ ifNoneMatch: 'W/"2"' }),
        )
      ).json<Bundle>();
      expect(entry?.map(({ response }) => response?.status)).toEqual([
        '304 Not Modified',
        '304 Not Modified',
        '200 OK',
      ]);
    }
  });

  it('an operation is answered in a batch and refused in a transaction, at its entry', async () => {
    const entry = { resource: rosa, request: { method: 'POST', url: 'Patient/$validate' } };
    const [answered] = (await bundle('batch', entry)).json<Bundle>().entry ?? [];
    expect(answered?.resource?.resourceType).toBe('OperationOutcome');
    const refused = await bundle('transaction', entry);
    expect([refused.statusCode, issueOf(refused)?.code, issueOf(refused)?.expression]).toEqual([
      400,
      'not-supported',
      ['Bundle.entry[0]'],
    ]);
  });

  it('in a batch each condition is met for itself', async () => {
    const value = randomUUID();
    const entry = {
      resource: known(value),
      request: { method: 'POST', url: 'Patient', ifNoneExist: where(value) },
    };
    const statuses = (await bundle('batch', entry, entry))
      .json<Bundle>()
      .entry?.map(({ response }) => response?.status);
    expect(statuses).toEqual(['201 Created', '200 OK']);
    expect(await found(value)).toHaveLength(1);
  });

  it('outside of a transaction a conditional reference is refused, not stored', async () => {
    const value = randomUUID();
    await make(known(value));
    const answer = await post('Encounter', visit(`Patient?${where(value)}`));
    expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([422, ['Encounter.subject.reference']]);
  });
});

describe('asked at the same moment', () => {
  it('a thing that is created unless it is there is there once', async () => {
    const value = randomUUID();
    const request = { method: 'POST', url: 'Patient', ifNoneExist: where(value) };
    const answers = await Promise.all([
      ...[1, 2, 3].map(() => post('Patient', known(value), { 'if-none-exist': where(value) })),
      ...[1, 2, 3].map(() => put(`Patient?${where(value)}`, known(value))),
      ...[1, 2, 3].map(() => bundle('transaction', { resource: known(value), request })),
    ]);
    expect(answers.every(({ statusCode }) => statusCode < 300)).toBe(true);
    expect(answers.filter(({ statusCode }) => statusCode === 201).length).toBeLessThan(2);
    expect(await found(value)).toHaveLength(1);
  });
});

describe('a conditional update', () => {
  it('with If-Match is of that version; of an id that is not the one that matches, 400', async () => {
    const value = randomUUID();
    const { id } = await make(known(value));
    const at = `Patient?${where(value)}`;
    expect((await put(at, known(value), { 'if-match': 'W/"2"' })).statusCode).toBe(412);
    expect(
      (await put(at, { ...known(value), id }, { 'if-match': 'W/"1"' })).json<Patient>().meta?.versionId,
    ).toBe('2');
    expect((await put(at, { ...known(value), id: 'other' })).statusCode).toBe(400);
  });
});
