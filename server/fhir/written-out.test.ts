import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bundle } from '#fhir/types.ts';
import { fhirServer, rosa } from '../testing/fhir-server.ts';

const { get, put, make } = fhirServer();
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';

let patient: string;
const ids: Record<string, string> = {};
const codes = ['E11', 'E11.2', 'E11.21', 'E10.9', 'I10'] as const;
beforeAll(async () => {
  patient = (await make(rosa)).id ?? '';
  for (const code of codes)
    ids[code] =
      (
        await make({
          resourceType: 'Condition',
          subject: { reference: `Patient/${patient}` },
          clinicalStatus: {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
          },
          code: { coding: [{ system: ICD, code }] },
        })
      ).id ?? '';
}, 60_000);

const conditions = async (query: string): Promise<string[]> => {
  const answer = await get(`Condition?patient=${patient}&_count=50&${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  const found = (answer.json<Bundle>().entry ?? []).map(({ resource }) => resource?.id);
  return codes.filter((code) => found.includes(ids[code]));
};
const refused = async (query: string) => {
  const answer = await get(query);
  return { status: answer.statusCode, at: answer.json().issue?.[0]?.expression?.[0] };
};

describe('codes above and below', () => {
  it('below E11 are E11 and every code that begins so', async () => {
    expect(await conditions(`code:below=${ICD}|E11`)).toEqual(['E11', 'E11.2', 'E11.21']);
    expect(await conditions(`code:below=${ICD}|E11.2`)).toEqual(['E11.2', 'E11.21']);
  });
  it('above E11.21 are its own code, E11.2 and E11', async () => {
    expect(await conditions(`code:above=${ICD}|E11.21`)).toEqual(['E11', 'E11.2', 'E11.21']);
    expect(await conditions(`code:above=${ICD}|E11`)).toEqual(['E11']);
  });
  it('in a chain and in _has too', async () => {
    const found = (
      await get(`Patient?_id=${patient}&_has:Condition:patient:code:below=${ICD}|E10`)
    ).json<Bundle>();
    expect(found.entry?.map(({ resource }) => resource?.id)).toEqual([patient]);
    const none = (
      await get(`Patient?_id=${patient}&_has:Condition:patient:code:below=${ICD}|J44`)
    ).json<Bundle>();
    expect(none.entry).toBeUndefined();
  });
  it('a code without its system, or of a system that is not here, is refused at its place', async () => {
    expect(await refused('Condition?code:below=E11')).toEqual({ status: 400, at: 'http.code:below' });
    expect(await refused('Condition?code:above=http://snomed.info/sct|44054006')).toMatchObject({
      status: 400,
    });
  });
});

describe('codes in a value set', () => {
  const set = `https://example.org/ValueSet/${randomUUID()}`;
  let id = '';
  beforeAll(async () => {
    id =
      (
        await make({
          resourceType: 'ValueSet',
          url: set,
          status: 'active',
          compose: { include: [{ system: ICD, concept: [{ code: 'I10' }, { code: 'E10.9' }] }] },
        })
      ).id ?? '';
  });
  it('by its url, by its address, and those outside of it', async () => {
    expect(await conditions(`code:in=${set}`)).toEqual(['E10.9', 'I10']);
    expect(await conditions(`code:in=ValueSet/${id}`)).toEqual(['E10.9', 'I10']);
    expect(await conditions(`code:not-in=${set}`)).toEqual(['E11', 'E11.2', 'E11.21']);
  });
  it('a whole system is one question, however large it is', async () => {
    expect(await conditions(`code:in=${ICD}?fhir_vs`)).toEqual([...codes]);
    expect(await conditions(`code:not-in=${ICD}?fhir_vs`)).toEqual([]);
  });
  it('a set that is not here is refused, never taken for an empty one', async () => {
    expect(await refused('Condition?code:in=https://example.org/none')).toEqual({
      status: 400,
      at: 'http.code:in',
    });
    expect(await refused('Condition?code:not-in=https://example.org/none')).toMatchObject({ status: 400 });
  });
});

describe('places within places', () => {
  const place = `site-${randomUUID().slice(0, 8)}`;
  beforeAll(async () => {
    const within = (id: string, of?: string) =>
      put(`Location/${id}`, {
        resourceType: 'Location',
        id,
        ...(of ? { partOf: { reference: `Location/${of}` } } : {}),
      });
    await within(place);
    await within(`${place}-wing`, place);
    await within(`${place}-room`, `${place}-wing`);
    for (const where of [place, `${place}-room`])
      await put(`Encounter/at-${where}`, {
        resourceType: 'Encounter',
        id: `at-${where}`,
        status: 'planned',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        subject: { reference: `Patient/${patient}` },
        location: [{ location: { reference: `Location/${where}` } }],
      });
  });
  const visits = async (query: string) =>
    ((await get(`Encounter?${query}`)).json<Bundle>().entry ?? []).map(({ resource }) => resource?.id).sort();
  it('below a site are its wings and rooms, above a room its wing and site', async () => {
    expect(await visits(`location:below=Location/${place}`)).toEqual([`at-${place}`, `at-${place}-room`]);
    expect(await visits(`location:below=Location/${place}-wing`)).toEqual([`at-${place}-room`]);
    expect(await visits(`location:above=Location/${place}-room`)).toEqual([
      `at-${place}`,
      `at-${place}-room`,
    ]);
    expect(await visits(`location:above=Location/${place}`)).toEqual([`at-${place}`]);
  });
  it('what lies within itself ends', async () => {
    await put(`Location/${place}`, {
      resourceType: 'Location',
      id: place,
      partOf: { reference: `Location/${place}-room` },
    });
    expect(await visits(`location:below=Location/${place}`)).toEqual([`at-${place}`, `at-${place}-room`]);
    expect(await visits(`location:above=Location/${place}`)).toEqual([`at-${place}`, `at-${place}-room`]);
  });
  it('a type that lies within nothing is refused', async () => {
    expect(await refused(`Encounter?subject:below=Patient/${patient}`)).toMatchObject({ status: 400 });
  });
});
