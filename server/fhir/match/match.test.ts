import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bundle } from '#fhir/types.ts';
import { fhirServer, issueOf } from '../../testing/fhir-server.ts';

const { get, post, make, scoped } = fhirServer();

/** Nobody like her was made by another test: born in another year, with another name and telephone. */
let year = 1930;
const person = (change: object = {}) => {
  year += 11;
  return {
    resourceType: 'Patient',
    name: [{ family: `Quintero ${randomUUID().replace(/[^a-f]/g, '')}`, given: ['Inés'] }],
    gender: 'female',
    birthDate: `${year}-08-19`,
    telecom: [{ system: 'phone', value: `413-555-${year}` }],
    ...change,
  };
};
const onDay = (one: { birthDate: string }, day: string) => `${one.birthDate.slice(0, 8)}${day}`;
const ask = (resource: object, more: readonly object[] = []) =>
  post('Patient/$match', {
    resourceType: 'Parameters',
    parameter: [{ name: 'resource', resource }, ...more],
  });
const told = async (...asked: Parameters<typeof ask>) =>
  ((await ask(...asked)).json<Bundle>().entry ?? []).map(({ resource, search }) => [
    resource?.id,
    search?.extension?.[0]?.valueCode,
  ]);
const certain = { name: 'onlyCertainMatches', valueBoolean: true };

describe('$match', () => {
  it('finds who is meant, with a grade and a score, best first', async () => {
    const ines = person();
    const { id } = await make(ines);
    const { id: namesake } = await make({ ...ines, birthDate: onDay(ines, '16'), telecom: undefined });
    const answer = await ask(ines);
    const bundle = answer.json<Bundle>();
    expect([bundle.type, bundle.total]).toEqual(['searchset', 2]);
    expect(bundle.entry?.[0]?.search).toMatchObject({
      mode: 'match',
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/match-grade', valueCode: 'certain' }],
    });
    expect(bundle.entry?.map(({ resource }) => resource?.id)).toEqual([id, namesake]);
    const [first = 0, second = 0] = bundle.entry?.map(({ search }) => search?.score ?? 0) ?? [];
    expect(first).toBeGreaterThan(second);
  });

  it('forgives a slip of the hand in the name or the birth date', async () => {
    const ines = person();
    const { id } = await make(ines);
    const family = ines.name[0]?.family ?? '';
    expect(await told({ ...ines, birthDate: onDay(ines, '18') })).toEqual([[id, 'probable']]);
    expect(await told({ ...ines, name: [{ family: family.replace('Qu', 'K'), given: ['Ines'] }] })).toEqual([
      [id, 'probable'],
    ]);
    expect(await told({ ...ines, birthDate: ines.birthDate.slice(0, 4) })).toEqual([[id, 'probable']]);
  });

  it('finds by a number alone', async () => {
    const identifier = [{ system: 'https://clinic.example/mrn', value: `a,b|${randomUUID()}` }];
    const { id } = await make(person({ identifier }));
    expect(await told({ resourceType: 'Patient', identifier })).toEqual([[id, 'certain']]);
  });

  it('only certain ones on request; of two that both seem to be she neither is', async () => {
    const ines = person();
    const { id } = await make(ines);
    expect(await told(ines, [certain])).toEqual([[id, 'certain']]);
    expect(await told({ ...ines, telecom: undefined }, [certain])).toEqual([]);
    await make(ines);
    expect(await told(ines, [certain])).toEqual([]);
    expect((await told(ines)).map(([, grade]) => grade)).toEqual(['probable', 'probable']);
  });

  it('gives no more than asked for, and counts all', async () => {
    const ines = person();
    for (let n = 0; n < 3; n += 1) await make(ines);
    const bundle = (await ask(ines, [{ name: 'count', valueInteger: 2 }])).json<Bundle>();
    expect([bundle.entry?.length, bundle.total]).toEqual([2, 3]);
  });

  it('of nobody is an empty answer; of too little is refused, and of what is wrong at its place', async () => {
    expect((await ask(person())).json<Bundle>()).toMatchObject({ total: 0 });
    const little = await ask({ resourceType: 'Patient', gender: 'female' });
    expect([little.statusCode, issueOf(little)?.code]).toEqual([422, 'required']);
    const wrong = await ask(person({ birthDate: 'long ago' }));
    expect([wrong.statusCode, issueOf(wrong)?.expression]).toEqual([422, ['Patient.birthDate']]);
    expect((await ask(person(), [{ name: 'hat', valueString: 'red' }])).statusCode).toBe(400);
    expect((await ask(person(), [{ name: 'count', valueInteger: 0 }])).statusCode).toBe(400);
    expect((await post('Patient/$match', { resourceType: 'Parameters' })).statusCode).toBe(400);
    expect((await post('Patient/$match', person())).statusCode).toBe(200);
    expect((await get('Patient/$match')).statusCode).toBe(405);
  });

  it('is for those only who may search patients', async () => {
    const other = await scoped('system/Observation.rs');
    const payload = JSON.stringify(person());
    const headers = { 'content-type': 'application/fhir+json' };
    expect((await other({ method: 'POST', url: '/fhir/Patient/$match', payload, headers })).statusCode).toBe(
      403,
    );
  });
});
