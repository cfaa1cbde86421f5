import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle, OperationOutcome } from '#fhir/types.ts';
import { fhirServer, issueOf, rosa, vital } from '../../testing/fhir-server.ts';

const { get, post, put, make } = fhirServer();

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

  it('[S7] deletes, creates and updates in the order of the specification', async () => {
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
    expect(
      (done.entry?.[1]?.response?.outcome as OperationOutcome | undefined)?.issue?.[0]?.expression,
    ).toEqual(['Patient.gender']);
  });

  it('of nothing answers nothing', async () => {
    expect((await post('', { resourceType: 'Bundle', type: 'batch' })).json()).toEqual({
      resourceType: 'Bundle',
      type: 'batch-response',
    });
  });
});
