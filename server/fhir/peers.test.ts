/** What other servers accept or miss (docs/fhir.md), asked of ours over HTTP: one test each. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOINC, UCUM } from '#fhir/systems.ts';
import type { Bundle, OperationOutcome } from '#fhir/types.ts';
import { BASE, fhirServer, issueOf, rosa, vital } from '../testing/fhir-server.ts';
import { type TestServer, testServer } from '../testing/test-server.ts';

const { get, post, put, make } = fhirServer();
const ids = async (path: string): Promise<(string | undefined)[]> => {
  const answer = await get(path);
  expect(answer.statusCode).toBe(200);
  return (answer.json<Bundle>().entry ?? []).map(({ resource }) => resource?.id);
};
const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const urn = () => `urn:uuid:${randomUUID()}`;

describe('what others get wrong', () => {
  it('required bindings: a code that is none is refused at its element, on every way in', async () => {
    const bogus = { ...rosa, gender: 'bogus' };
    const { id } = await make();
    const answers = [
      await post('Patient', bogus),
      await put(`Patient/${id}`, { ...bogus, id }),
      await post('Observation', { ...vital(id, 70, '2026-01-01'), status: 'done' }),
      await post('Encounter', {
        resourceType: 'Encounter',
        status: 'open',
        class: { system: ACT, code: 'AMB' },
      }),
    ];
    expect(
      answers.map((answer) => [answer.statusCode, issueOf(answer)?.code, issueOf(answer)?.expression]),
    ).toEqual([
      [422, 'code-invalid', ['Patient.gender']],
      [422, 'code-invalid', ['Patient.gender']],
      [422, 'code-invalid', ['Observation.status']],
      [422, 'code-invalid', ['Encounter.status']],
    ]);
  });

  it('a stored Bundle is a letter from elsewhere: what it holds refers to what is there, and is kept as it came', async () => {
    const resource = { ...vital(randomUUID(), 70, '2026-01-01'), id: 'one' };
    const letter = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: 'urn:uuid:9f2f1b53-2c5a-4f0e-8a79-0ed2b6d0a001', resource }],
    };
    const stored = await put('Bundle/letter', { ...letter, id: 'letter' });
    expect(stored.statusCode, stored.body).toBe(201);
    expect((await get('Bundle/letter')).json()).toMatchObject(letter);
  });
  it('references to nothing: refused at the element, relative or by our own address; elsewhere is not ours to say', async () => {
    const nobody = randomUUID();
    const about = (reference: string) =>
      post('Observation', { ...vital('x', 70, '2026-01-01'), subject: { reference } });
    for (const reference of [`Patient/${nobody}`, `${BASE}/Patient/${nobody}`]) {
      const answer = await about(reference);
      expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([
        422,
        ['Observation.subject.reference'],
      ]);
    }
    expect((await about(`https://elsewhere.example/fhir/Patient/${nobody}`)).statusCode).toBe(201);
    const { id } = await make();
    const ours = await about(`${BASE}/Patient/${id}`);
    expect(ours.json()).toMatchObject({ subject: { reference: `Patient/${id}` } });
    const entry = [id, nobody, id].map((patient) => ({
      resource: vital(patient, 70, '2026-01-01'),
      request: { method: 'POST', url: 'Observation' },
    }));
    const inBundle = await post('', { resourceType: 'Bundle', type: 'transaction', entry });
    expect([inBundle.statusCode, issueOf(inBundle)?.expression]).toEqual([
      422,
      ['Bundle.entry[1].resource.subject.reference'],
    ]);
  });

  it('accents: muller finds Müller, jose finds José, and the other way round', async () => {
    const mark = randomUUID();
    const identifier = [{ system: 'urn:accents', value: mark }];
    const { id } = await make({ ...rosa, identifier, name: [{ family: 'Müller-Ñáñez', given: ['José'] }] });
    const among = (query: string) =>
      ids(`Patient?identifier=urn:accents|${mark}&${new URLSearchParams(query)}`);
    for (const query of [
      'name=muller',
      'name=jose',
      'family=MULLER',
      'given=José',
      'name=ñañez',
      'name:contains=nane',
    ])
      expect(await among(query)).toEqual([id]);
    expect(await among('family:exact=Muller-Nanez')).toEqual([]);
  });

  it('partial dates: a month is asked for, and a birth date may be one', async () => {
    const identifier = [{ system: 'urn:partial', value: randomUUID() }];
    const { id: day } = await make({ ...rosa, identifier, birthDate: '1980-02-14' });
    const { id: month } = await make({ ...rosa, identifier, birthDate: '1980-02' });
    const { id: year } = await make({ ...rosa, identifier, birthDate: '1980' });
    const among = async (query: string) =>
      (await ids(`Patient?identifier=urn:partial|${identifier[0]?.value}&${query}`)).toSorted();
    expect(await among('birthdate=1980-02')).toEqual([day, month].toSorted());
    expect(await among('birthdate=1980')).toEqual([day, month, year].toSorted());
    expect(await among('birthdate=1980-02-14')).toEqual([day]);
    expect(await among('birthdate=ge1980-03')).toEqual([year]);
    expect((await get('Patient?birthdate=1980-13')).statusCode).toBe(400);
  });

  it('periods: found by their end as by their beginning, open ones too', async () => {
    const { id: patient } = await make();
    const visit = (start: string, end?: string) =>
      make({
        resourceType: 'Encounter',
        status: end ? 'finished' : 'in-progress',
        class: { system: ACT, code: 'AMB' },
        subject: { reference: `Patient/${patient}` },
        period: { start, ...(end ? { end } : {}) },
      });
    const { id: past } = await visit('2026-02-01', '2026-02-10');
    const { id: open } = await visit('2026-02-05');
    const during = async (query: string) => (await ids(`Encounter?patient=${patient}&${query}`)).toSorted();
    expect(await during('date=ge2026-02-09')).toEqual([past, open].toSorted());
    expect(await during('date=ge2026-03-01')).toEqual([open]);
    expect(await during('date=eb2026-02-11')).toEqual([past]);
    expect(await during('date=lt2026-02-02')).toEqual([past]);
  });

  it('units: 154 pounds are not more than 100 kilograms, and a search in pounds finds kilograms', async () => {
    const { id: patient } = await make();
    const weight = (value: number, unit: string, code: string) =>
      make({
        ...vital(patient, 1, '2026-01-01'),
        code: { coding: [{ system: LOINC, code: '29463-7' }] },
        valueQuantity: { value, unit, system: UCUM, code },
      });
    const { id: pounds } = await weight(154, 'lb', '[lb_av]');
    const { id: kilograms } = await weight(120, 'kg', 'kg');
    const heavy = (value: string) =>
      ids(`Observation?patient=${patient}&value-quantity=${encodeURIComponent(value)}`);
    expect(await heavy(`gt100|${UCUM}|kg`)).toEqual([kilograms]);
    expect(await heavy(`lt100|${UCUM}|kg`)).toEqual([pounds]);
    expect(await heavy(`gt250|${UCUM}|[lb_av]`)).toEqual([kilograms]);
    expect(await heavy(`154|${UCUM}|[lb_av]`)).toEqual([pounds]);
  });

  it('composites: both parts of one value', async () => {
    const { id: patient } = await make();
    const part = (code: string, value: number) => ({
      code: { coding: [{ system: LOINC, code }] },
      valueQuantity: { value, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' },
    });
    const { valueQuantity: _, ...bare } = vital(patient, 1, '2026-01-01');
    const { id: high } = await make({
      ...bare,
      code: { coding: [{ system: LOINC, code: '85354-9' }] },
      component: [part('8480-6', 150), part('8462-4', 80)],
    });
    const { id: weight } = await make({ ...vital(patient, 95, '2026-01-01') });
    const found = (query: string) => ids(`Observation?patient=${patient}&${query}`);
    expect(await found('component-code-value-quantity=8480-6$gt140')).toEqual([high]);
    // 150 is there and 8462-4 is there, but not together.
    expect(await found('component-code-value-quantity=8462-4$gt140')).toEqual([]);
    expect(await found(`code-value-quantity=${LOINC}|8867-4$gt90`)).toEqual([weight]);
    expect(await found('combo-code-value-quantity=8462-4$lt90')).toEqual([high]);
  });

  it('large transactions: hundreds of entries, forty of them conditional, are one commit', async () => {
    const run = randomUUID();
    const patients = Array.from({ length: 40 }, (_, n) => ({ value: `${run}-${n}`, full: urn() }));
    const entry = [
      ...patients.map(({ value, full }) => ({
        fullUrl: full,
        resource: { ...rosa, identifier: [{ system: 'urn:large', value }] },
        request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=urn:large|${value}` },
      })),
      ...Array.from({ length: 360 }, (_, n) => ({
        resource: {
          ...vital('x', 60 + (n % 40), '2026-01-01'),
          subject: { reference: patients[n % 40]?.full },
        },
        request: { method: 'POST', url: 'Observation' },
      })),
    ];
    const answer = await post('', { resourceType: 'Bundle', type: 'transaction', entry });
    expect(answer.statusCode).toBe(200);
    const statuses = answer.json<Bundle>().entry?.map(({ response }) => response?.status) ?? [];
    expect([statuses.length, new Set(statuses)]).toEqual([400, new Set(['201 Created'])]);
    const again = await post('', { resourceType: 'Bundle', type: 'transaction', entry: entry.slice(0, 40) });
    expect(new Set(again.json<Bundle>().entry?.map(({ response }) => response?.status))).toEqual(
      new Set(['200 OK']),
    );
    const first = answer.json<Bundle>().entry?.[0]?.resource?.id;
    expect((await get(`Observation?patient=${first}&_summary=count`)).json<Bundle>().total).toBe(9);
  });
});

describe('no rights without a policy', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());
  const asks = [
    '/fhir/Patient',
    '/fhir/Patient/x',
    '/fhir/Observation',
    '/fhir/_history',
    '/fhir/AuditEvent',
  ];

  it('a person without a role, and a machine without a scope that is understood, may do nothing', async () => {
    const { gate } = server.context;
    const nobody = {
      name: 'new-here',
      display: 'New Here',
      practitioner: 'Practitioner/staff-ma',
      password: 'seven quiet herons',
    };
    await gate.accounts.create(gate.system('test'), { ...nobody, roles: [] });
    const signedIn = await server.send({
      method: 'POST',
      url: '/api/session',
      payload: { name: nobody.name, password: nobody.password },
    });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    for (const url of asks) {
      expect((await server.send({ url })).statusCode).toBe(401);
      const answer = await server.send({ url, headers: { cookie } });
      expect([url, answer.statusCode]).toEqual([url, 403]);
      expect(answer.json<OperationOutcome>().issue[0]?.code).toBe('forbidden');
    }
  });
});
