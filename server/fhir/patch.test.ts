import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle, Patient, Resource } from '#fhir/types.ts';
import { fhirServer, issueOf, rosa, vital } from '../testing/fhir-server.ts';
import { JSON_PATCH } from './json-patch.ts';

const { send, get, post, del, make, scoped } = fhirServer();

const patch = (path: string, operations: unknown, headers: Record<string, string> = {}) =>
  send({
    method: 'PATCH',
    url: `/fhir/${path}`,
    payload: JSON.stringify(operations),
    headers: { 'content-type': JSON_PATCH, ...headers },
  });
const add = (path: string, value: unknown) => ({ op: 'add', path, value });
const binary = (operations: unknown) => ({
  resourceType: 'Binary',
  contentType: JSON_PATCH,
  data: Buffer.from(JSON.stringify(operations)).toString('base64'),
});
const bundle = (type: string, ...entry: unknown[]) => post('', { resourceType: 'Bundle', type, entry });

describe('JSON Patch', () => {
  it('changes what it names and nothing else, as the next version', async () => {
    const { id } = await make();
    const answer = await patch(`Patient/${id}`, [
      { op: 'test', path: '/name/0/family', value: 'Delgado' },
      { op: 'replace', path: '/name/0/family', value: 'Ruiz' },
      add('/name/0/given/-', 'María'),
      { op: 'remove', path: '/birthDate' },
      { op: 'copy', from: '/name/0', path: '/name/-' },
    ]);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.etag).toBe('W/"2"');
    const { birthDate, name } = answer.json<Patient>();
    expect(birthDate).toBeUndefined();
    const both = { family: 'Ruiz', given: ['Rosa', 'María'] };
    expect(name).toEqual([both, both]);
    expect((await get(`Patient/${id}/_history/1`)).json()).toMatchObject(rosa);
  });

  it('takes along no empty array that a removal left', async () => {
    const { id } = await make({ ...rosa, telecom: [{ system: 'phone', value: '413-555-0101' }] });
    const answer = await patch(`Patient/${id}`, [{ op: 'remove', path: '/telecom/0' }]);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).not.toHaveProperty('telecom');
  });

  it('with If-Match changes that version only', async () => {
    const { id } = await make();
    const change = [{ op: 'replace', path: '/gender', value: 'other' }];
    expect((await patch(`Patient/${id}`, change, { 'if-match': 'W/"1"' })).statusCode).toBe(200);
    const late = await patch(`Patient/${id}`, change, { 'if-match': 'W/"1"' });
    expect(late.statusCode).toBe(412);
    expect(issueOf(late)?.code).toBe('conflict');
    expect((await patch(`Patient/${id}`, change, { 'if-match': 'soon' })).statusCode).toBe(400);
  });

  it('sent three times at once without If-Match loses none', async () => {
    const { id } = await make();
    const answers = await Promise.all(
      [1, 2, 3].map((number) => patch(`Patient/${id}`, [add('/name/0/given/-', `N${number}`)])),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    const { name } = (await get(`Patient/${id}`)).json<Patient>();
    expect(name?.[0]?.given?.toSorted()).toEqual(['N1', 'N2', 'N3', 'Rosa']);
  });

  it('whose test fails or that leads to nothing changes nothing, and says where', async () => {
    const { id } = await make();
    for (const [operation, at] of [
      [{ op: 'test', path: '/name/0/family', value: 'Wu' }, 'Patient.name[0].family'],
      [{ op: 'remove', path: '/telecom/0' }, 'Patient.telecom[0]'],
      [{ op: 'replace', path: '/name/4/family', value: 'Wu' }, 'Patient.name[4].family'],
      [add('/name/9', {}), 'Patient.name[9]'],
      [add('/name/0/family/x', 'Wu'), 'Patient.name[0].family.x'],
      [{ op: 'move', from: '/photo', path: '/name' }, 'Patient.photo'],
      [{ op: 'remove', path: '/toString' }, 'Patient.toString'],
      [add('/constructor/prototype/x', 1), 'Patient.constructor.prototype.x'],
    ] as const) {
      const answer = await patch(`Patient/${id}`, [
        { op: 'replace', path: '/gender', value: 'other' },
        operation,
      ]);
      expect(answer.statusCode).toBe(422);
      expect(issueOf(answer)).toMatchObject({ code: 'processing', expression: [at] });
      expect(issueOf(answer)?.diagnostics).toContain('Operation 2');
    }
    expect((await get(`Patient/${id}`)).headers.etag).toBe('W/"1"');
  });

  it('that would grow without end, or is as deep as a well, is refused at once', async () => {
    const name = Array.from({ length: 20 }, (_, n) => ({ family: `F${n}`, given: ['A', 'B'] }));
    const { id } = await make({ ...rosa, name });
    const doubling = Array.from({ length: 400 }, () => ({
      op: 'copy',
      from: '/name',
      path: '/name/0/extension',
    }));
    const begun = performance.now();
    const grown = await patch(`Patient/${id}`, doubling);
    expect([grown.statusCode, issueOf(grown)?.diagnostics]).toEqual([
      422,
      expect.stringContaining('copies too much'),
    ]);
    const long = {
      op: 'test',
      path: '/name',
      value: Array.from({ length: 20_000 }, (_, n) => ({ family: `G${n}` })),
    };
    expect((await patch(`Patient/${id}`, [long])).statusCode).toBe(422);
    const deep = { op: 'add', path: '/name/0/extension'.repeat(60), value: 1 };
    expect((await patch(`Patient/${id}`, [deep])).statusCode).toBe(400);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('whose outcome R4 forbids is refused at the element', async () => {
    const { id } = await make();
    const bogus = await patch(`Patient/${id}`, [add('/gender', 'bogus')]);
    expect(bogus.statusCode).toBe(422);
    expect(issueOf(bogus)).toMatchObject({ code: 'code-invalid', expression: ['Patient.gender'] });
    const other = await patch(`Patient/${id}`, [add('/id', 'other')]);
    expect(other.statusCode).toBe(422);
    expect(issueOf(other)?.expression).toEqual(['Patient.id']);
    expect((await patch(`Patient/${id}`, [add('/resourceType', 'Person')])).statusCode).toBe(422);
  });

  it('that is none is 400, and of another kind 415', async () => {
    const { id } = await make();
    for (const body of [
      {},
      [1],
      [{ op: 'grow', path: '/gender' }],
      [{ op: 'add', path: 'gender', value: 1 }],
    ])
      expect((await patch(`Patient/${id}`, body)).statusCode).toBe(400);
    expect((await patch(`Patient/${id}`, [{ op: 'add', path: '/gender' }])).statusCode).toBe(400);
    expect((await patch(`Patient/${id}`, [{ op: 'copy', path: '/gender' }])).statusCode).toBe(400);
    for (const kind of ['application/fhir+json', 'application/json', 'application/xml-patch+xml']) {
      const answer = await patch(`Patient/${id}`, [], { 'content-type': kind });
      expect(answer.statusCode).toBe(415);
      expect(issueOf(answer)?.code).toBe('not-supported');
    }
    expect((await post('Patient', rosa, { 'content-type': JSON_PATCH })).statusCode).toBe(415);
  });

  it('of what is not there is 404, of what was deleted 410', async () => {
    const { id } = await make();
    await del(`Patient/${id}`);
    expect((await patch(`Patient/${id}`, [])).statusCode).toBe(410);
    expect((await patch(`Patient/${randomUUID()}`, [])).statusCode).toBe(404);
  });

  it('is for those only who may read and update', async () => {
    const { id } = await make();
    const reader = await scoped('system/Patient.rs');
    const answer = await reader({
      method: 'PATCH',
      url: `/fhir/Patient/${id}`,
      payload: JSON.stringify([add('/gender', 'other')]),
      headers: { 'content-type': JSON_PATCH },
    });
    expect(answer.statusCode).toBe(403);
  });
});

describe('a conditional patch', () => {
  it('changes the only match; none is 404, several 412, no condition 400', async () => {
    const value = randomUUID();
    const body = { ...rosa, identifier: [{ system: 'urn:x', value }] };
    const change = [add('/gender', 'other')];
    expect((await patch(`Patient?identifier=urn:x|${value}`, change)).statusCode).toBe(404);
    await post('Patient', body);
    expect((await patch(`Patient?identifier=urn:x|${value}`, change)).json()).toMatchObject({
      gender: 'other',
    });
    await post('Patient', body);
    expect((await patch(`Patient?identifier=urn:x|${value}`, change)).statusCode).toBe(412);
    expect((await patch('Patient', change)).statusCode).toBe(400);
  });
});

describe('a patch in a Bundle', () => {
  it('is a Binary; in a batch each stands for itself', async () => {
    const { id } = await make();
    const entry = (operations: unknown) => ({
      resource: binary(operations),
      request: { method: 'PATCH', url: `Patient/${id}` },
    });
    const answer = await bundle('batch', entry([add('/gender', 'other')]), entry([add('/gender', 'bogus')]));
    const [good, bad] = answer.json<Bundle>().entry ?? [];
    expect(good?.response?.status).toBe('200 OK');
    expect(good?.resource).toMatchObject({ gender: 'other' });
    expect(bad?.response?.status).toBe('422 Unprocessable Entity');
  });

  it('in a transaction is written with the rest, its references led to the other entries', async () => {
    const { id } = await make();
    const { id: pulse } = await make(vital(id, 70, '2026-01-01'));
    const visit = `urn:uuid:${randomUUID()}`;
    const answer = await bundle(
      'transaction',
      {
        fullUrl: visit,
        resource: {
          resourceType: 'Encounter',
          status: 'arrived',
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
          subject: { reference: `Patient/${id}` },
        },
        request: { method: 'POST', url: 'Encounter' },
      },
      {
        resource: binary([add('/encounter', { reference: visit })]),
        request: { method: 'PATCH', url: `Observation/${pulse}`, ifMatch: 'W/"1"' },
      },
    );
    expect(answer.statusCode).toBe(200);
    const [made, changed] = answer.json<Bundle>().entry ?? [];
    expect(changed?.resource).toMatchObject({
      meta: { versionId: '2' },
      encounter: { reference: `Encounter/${(made?.resource as Resource | undefined)?.id}` },
    });
  });

  it('that cannot be done fails the transaction at its entry', async () => {
    const { id } = await make();
    const answer = await bundle(
      'transaction',
      { resource: rosa, request: { method: 'POST', url: 'Patient' } },
      {
        resource: binary([{ op: 'remove', path: '/photo' }]),
        request: { method: 'PATCH', url: `Patient/${id}` },
      },
    );
    expect(answer.statusCode).toBe(422);
    expect(issueOf(answer)?.expression).toEqual(['Bundle.entry[1].resource.photo']);
    const other = await bundle('transaction', {
      resource: { resourceType: 'Parameters' },
      request: { method: 'PATCH', url: `Patient/${id}` },
    });
    expect(other.statusCode).toBe(415);
  });
});
