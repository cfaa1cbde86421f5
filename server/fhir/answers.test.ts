import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle, OperationOutcome, Resource } from '#fhir/types.ts';
import { BASE, fhirServer, issueOf, rosa, vital } from '../testing/fhir-server.ts';

const { send, get, post, put, make } = fhirServer();
const noted = {
  ...rosa,
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Rosa</div>' },
  contact: [{ name: { family: 'Delgado' } }],
};
const first = (answer: { json<T>(): T }) => answer.json<Bundle>().entry?.[0]?.resource as Resource;
const names = (resource: Resource) => Object.keys(resource).sort();

describe('Prefer', () => {
  it('return= decides the body after every kind of write, never the headers', async () => {
    const { id } = await make();
    for (const [wanted, type] of [
      ['minimal', undefined],
      ['representation', 'Patient'],
      ['OperationOutcome', 'OperationOutcome'],
      ['something', 'Patient'],
    ]) {
      const prefer = `return=${wanted}`;
      const patch = {
        method: 'PATCH' as const,
        url: `/fhir/Patient/${id}`,
        headers: { prefer, 'content-type': 'application/json-patch+json' },
        payload: JSON.stringify([{ op: 'replace', path: '/gender', value: 'other' }]),
      };
      for (const answer of [
        await post('Patient', rosa, { prefer }),
        await put(`Patient/${id}`, { ...rosa, id }, { prefer }),
        await send(patch),
      ]) {
        expect(answer.body === '' ? undefined : answer.json<Resource>().resourceType).toBe(type);
        expect(answer.headers.location).toMatch(/\/_history\/\d+$/);
        expect(answer.headers.etag).toMatch(/^W\/"\d+"$/);
      }
    }
  });

  it('holds for what was there already, too', async () => {
    const identifier = [{ system: 'urn:there', value: randomUUID() }];
    const { id } = await make({ ...rosa, identifier });
    const ifNoneExist = `identifier=urn:there|${identifier[0]?.value}`;
    for (const [wanted, type] of [
      ['minimal', undefined],
      ['representation', 'Patient'],
      ['OperationOutcome', 'OperationOutcome'],
    ]) {
      const prefer = `return=${wanted}`;
      const answer = await post('Patient', rosa, { prefer, 'if-none-exist': ifNoneExist });
      expect(answer.body === '' ? undefined : answer.json<Resource>().resourceType).toBe(type);
      expect([answer.statusCode, answer.headers.location]).toEqual([200, `${BASE}/Patient/${id}/_history/1`]);
      const entry = [{ resource: rosa, request: { method: 'POST', url: 'Patient', ifNoneExist } }];
      const bundle = await post('', { resourceType: 'Bundle', type: 'transaction', entry }, { prefer });
      const [there] = bundle.json<Bundle>().entry ?? [];
      expect([there?.resource?.resourceType, there?.response?.status]).toEqual([type, '200 OK']);
    }
  });

  it('holds for the entries of a Bundle', async () => {
    const entry = [{ resource: rosa, request: { method: 'POST', url: 'Patient' } }];
    for (const type of ['batch', 'transaction']) {
      const bundle = { resourceType: 'Bundle', type, entry };
      const [made] = (await post('', bundle, { prefer: 'return=minimal' })).json<Bundle>().entry ?? [];
      expect(made?.resource).toBeUndefined();
      expect(made?.response).toMatchObject({ status: '201 Created', etag: 'W/"1"' });
    }
  });

  it('handling= decides whether what is not understood is refused or named and left out', async () => {
    const { id } = await make();
    const strict = await get(`Patient?_id=${id}&hat=red`, { prefer: 'return=minimal, handling=strict' });
    expect([strict.statusCode, issueOf(strict)?.expression]).toEqual([400, ['http.hat']]);
    const { entry, link } = (
      await get(`Patient?_id=${id}&hat=red`, { prefer: 'handling=lenient' })
    ).json<Bundle>();
    expect(entry?.map(({ search }) => search?.mode)).toEqual(['match', 'outcome']);
    expect((entry?.[1]?.resource as OperationOutcome | undefined)?.issue[0]?.diagnostics).toContain("'hat'");
    expect(link?.[0]?.url).toBe(`${BASE}/Patient?_id=${id}`);
    expect((await get(`Patient/${id}?hat=red`, { prefer: 'handling=strict' })).statusCode).toBe(400);
    expect((await get(`Patient/${id}?hat=red`)).statusCode).toBe(200);
  });
});

describe('_summary and _elements', () => {
  it('shorten a read and a search alike, and say so', async () => {
    const { id } = await make(noted);
    for (const [asked, kept] of [
      ['_summary=true', ['birthDate', 'gender', 'id', 'meta', 'name', 'resourceType']],
      ['_summary=text', ['id', 'meta', 'resourceType', 'text']],
      ['_summary=data', ['birthDate', 'contact', 'gender', 'id', 'meta', 'name', 'resourceType']],
      ['_elements=name,birthDate', ['birthDate', 'id', 'meta', 'name', 'resourceType']],
      ['_elements=Patient.contact', ['contact', 'id', 'meta', 'resourceType']],
    ] as const)
      for (const resource of [
        (await get(`Patient/${id}?${asked}`)).json<Resource>(),
        (await get(`Patient/${id}/_history/1?${asked}`)).json<Resource>(),
        first(await get(`Patient?_id=${id}&${asked}`)),
      ]) {
        expect(names(resource)).toEqual(kept);
        expect(resource.meta?.tag?.at(-1)?.code).toBe('SUBSETTED');
      }
  });

  it('of false leaves all, of count only counts', async () => {
    const { id } = await make(noted);
    expect(first(await get(`Patient?_id=${id}&_summary=false`))).toEqual((await get(`Patient/${id}`)).json());
    expect((await get(`Patient?_id=${id}&_summary=count`)).json<Bundle>()).toMatchObject({ total: 1 });
    expect((await get(`Patient/${id}?_summary=count`)).statusCode).toBe(400);
  });

  it('that cannot be read are refused by name', async () => {
    const { id } = await make();
    for (const level of [`Patient/${id}`, 'Patient'])
      for (const wrong of ['_summary=long', '_elements=name.family', '_elements=a b']) {
        const answer = await get(`${level}?${encodeURI(wrong)}`);
        expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([
          400,
          [`http.${wrong.split('=')[0]}`],
        ]);
      }
    const both = await get(`Observation?patient=${id}&_summary=text&_include=Observation:patient`);
    expect(both.statusCode).toBe(400);
  });

  it('shorten what is included too', async () => {
    const { id } = await make(noted);
    await make(vital(id, 71, '2026-01-01'));
    const { entry } = (
      await get(`Observation?patient=${id}&_include=Observation:patient&_elements=status`)
    ).json<Bundle>();
    expect(entry?.map(({ resource }) => names(resource as Resource))).toEqual([
      ['code', 'id', 'meta', 'resourceType', 'status'],
      ['id', 'meta', 'resourceType'],
    ]);
  });
});

describe('the form of an answer', () => {
  it('_pretty is for people', async () => {
    const { id } = await make();
    expect((await get(`Patient/${id}?_pretty=true`)).body).toContain('\n  "resourceType": "Patient"');
    expect((await get(`Patient/${id}?_pretty=false`)).body).not.toContain('\n');
    expect((await get(`Patient?_id=${id}&_pretty=true&_format=json`)).body).toContain('\n');
  });

  it('_format outranks Accept; XML is 406, also for a failure and in _format', async () => {
    const { id } = await make();
    for (const format of ['json', 'application/json', 'application/fhir+json'])
      expect((await get(`Patient/${id}?_format=${format}`, { accept: 'application/xml' })).statusCode).toBe(
        200,
      );
    for (const format of ['xml', 'text/xml', 'application/fhir+xml', 'ttl']) {
      const answer = await get(`Patient/${id}?_format=${format}`);
      expect([answer.statusCode, issueOf(answer)?.code]).toEqual([406, 'not-supported']);
    }
    expect((await get('metadata', { accept: 'application/fhir+xml' })).statusCode).toBe(406);
    expect(
      (await get('Patient', { accept: 'application/fhir+xml, application/fhir+json;q=0.5' })).statusCode,
    ).toBe(200);
  });
});

describe('the version of FHIR', () => {
  it('is 4.0; of another nothing is answered or taken', async () => {
    const { id } = await make();
    const kind = (version: string) => `application/fhir+json; fhirVersion=${version}`;
    expect((await get(`Patient/${id}`, { accept: kind('4.0') })).statusCode).toBe(200);
    expect((await get(`Patient/${id}`, { accept: kind('3.0') })).statusCode).toBe(406);
    expect((await get(`Patient/${id}`, { accept: `${kind('5.0')}, ${kind('4.0')}` })).statusCode).toBe(200);
    expect((await post('Patient', rosa, { 'content-type': kind('4.0') })).statusCode).toBe(201);
    const other = await post('Patient', rosa, { 'content-type': kind('5.0') });
    expect([other.statusCode, issueOf(other)?.code]).toEqual([415, 'not-supported']);
  });
});

describe('POST _search', () => {
  const search = (path: string, payload: string, kind = 'application/x-www-form-urlencoded') =>
    send({ method: 'POST', url: `/fhir/${path}`, payload, headers: { 'content-type': kind } });

  it('takes its parameters from the form, the query, or both', async () => {
    const family = `Post${randomUUID().slice(0, 6)}`;
    const { id } = await make({ ...rosa, name: [{ family }] });
    expect(first(await search('Patient/_search', `family=${family}`)).id).toBe(id);
    expect(first(await search(`Patient/_search?family=${family}`, '')).id).toBe(id);
    const none = (await search(`Patient/_search?family=${family}`, 'gender=male')).json<Bundle>();
    expect(none.entry).toBeUndefined();
  });

  it('with another body is 415, at another address too', async () => {
    for (const answer of [
      await search('Patient/_search', '{}', 'application/json'),
      await search('Patient', 'family=x'),
      await search('Patient/_search', '<a/>', 'application/xml'),
    ])
      expect([answer.statusCode, issueOf(answer)?.code]).toEqual([415, 'not-supported']);
    expect((await get('Patient/_search')).statusCode).toBe(405);
  });

  it('over all types is refused, and says what to do', async () => {
    for (const answer of [await search('_search', '_id=1'), await get('?_id=1')]) {
      expect([answer.statusCode, issueOf(answer)?.code]).toEqual([400, 'not-supported']);
      expect(issueOf(answer)?.diagnostics).toContain('/fhir/Patient');
    }
  });
});
