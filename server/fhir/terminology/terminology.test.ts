import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CVX, ICD10CM, LOINC, RXNORM, SNOMED } from '#fhir/systems.ts';
import type { ValueSet } from '#fhir/types.ts';
import { isValid } from '#fhir/validate/validate.ts';
import { fhirServer, issueOf } from '../../testing/fhir-server.ts';
import type { Answered } from '../../testing/test-server.ts';

const { get, post, make, nobody } = fhirServer();

const GENDER = 'http://hl7.org/fhir/administrative-gender';
const GENDERS = 'http://hl7.org/fhir/ValueSet/administrative-gender';
const DIAGNOSES = 'https://medley.clinic/fhir/ValueSet/diagnoses';
const path = (operation: string, query: Record<string, string>) =>
  `${operation}?${new URLSearchParams(query)}`;
const asked = (...parameter: object[]) => ({ resourceType: 'Parameters', parameter });
/** The simple parameters of an answer, by name. */
const told = (answer: Answered): Record<string, unknown> => {
  expect(answer.statusCode).toBe(200);
  const { parameter } = answer.json<{ parameter: Record<string, unknown>[] }>();
  return Object.fromEntries(parameter.map(({ name, ...rest }) => [String(name), Object.values(rest)[0]]));
};
const expanded = (answer: Answered) => {
  expect(answer.statusCode).toBe(200);
  const set = answer.json<ValueSet>();
  expect(isValid(set)).toBe(true);
  return set.expansion;
};
const codes = (answer: Answered) => expanded(answer)?.contains?.map(({ code }) => code) ?? [];

describe('$lookup', () => {
  const lookup = (query: Record<string, string>) => get(path('CodeSystem/$lookup', query));

  it('tells what a code of each system we ship means, and of which edition', async () => {
    for (const [system, code, name, display] of [
      [ICD10CM, 'E11.9', 'ICD-10-CM', 'Type 2 diabetes mellitus without complications'],
      [CVX, '08', 'CVX', 'Hep B, adolescent or pediatric'],
      [GENDER, 'female', 'administrative-gender', 'Female'],
    ] as const)
      expect(told(await lookup({ system, code }))).toMatchObject({
        name,
        display,
        version: expect.any(String),
      });
    expect(told(await lookup({ system: SNOMED, code: '716186003' }))).toMatchObject({
      display: 'No known allergy',
    });
    const coding = { system: RXNORM, code: '7980' };
    const drug = await post('CodeSystem/$lookup', asked({ name: 'coding', valueCoding: coding }));
    expect(String(told(drug).display).toLowerCase()).toContain('penicillin');
  });

  it('tells its properties and other texts, or those that are asked for', async () => {
    const heading = (await lookup({ system: ICD10CM, code: 'E11' })).json<{ parameter: unknown[] }>();
    expect(heading.parameter).toContainEqual({
      name: 'property',
      part: [
        { name: 'code', valueCode: 'notSelectable' },
        { name: 'value', valueBoolean: true },
      ],
    });
    const vaccine = { system: CVX, code: '01' };
    expect(told(await lookup(vaccine))).toHaveProperty('designation');
    expect(told(await lookup({ ...vaccine, property: 'inactive' }))).not.toHaveProperty('designation');
  });

  it('of what is not here is 404 at the parameter, and of half a question 400', async () => {
    for (const [query, status, at] of [
      [{ system: ICD10CM, code: 'E11.99999' }, 404, 'http.code'],
      [{ system: LOINC, code: '8867-4' }, 404, 'http.system'],
      [{ system: ICD10CM, code: 'E11.9', version: '1999' }, 404, 'http.system'],
      [{ code: 'E11.9' }, 400, 'http.system'],
      [{ system: ICD10CM }, 400, 'Parameters.parameter'],
      [{ system: ICD10CM, code: 'E11.9', hat: 'red' }, 400, 'http.hat'],
    ] as const) {
      const answer = await lookup(query);
      expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([status, [at]]);
    }
  });

  it('is for callers who are known', async () => {
    expect(
      (await nobody(`/fhir/${path('CodeSystem/$lookup', { system: ICD10CM, code: 'I10' })}`)).statusCode,
    ).toBe(401);
  });
});

describe('CodeSystem/$validate-code', () => {
  const check = async (query: Record<string, string>) =>
    told(await get(path('CodeSystem/$validate-code', query)));

  it('says whether it is a code, and whether the text is the right one', async () => {
    expect(await check({ url: ICD10CM, code: 'I10' })).toMatchObject({
      result: true,
      display: 'Essential (primary) hypertension',
    });
    expect(
      await check({ url: ICD10CM, code: 'I10', display: 'essential (primary) HYPERTENSION' }),
    ).toMatchObject({
      result: true,
    });
    expect(await check({ url: ICD10CM, code: 'I10', display: 'Gout' })).toMatchObject({
      result: false,
      message: expect.stringContaining('Essential (primary) hypertension'),
    });
    expect(await check({ url: ICD10CM, code: 'X' })).toMatchObject({
      result: false,
      message: expect.any(String),
    });
    // Our own words for SNOMED CT are not the only right ones.
    expect(await check({ url: SNOMED, code: '716186003', display: 'No known allergies' })).toMatchObject({
      result: true,
      message: expect.any(String),
    });
  });

  it('of a concept is true when one of its codings is', async () => {
    const coding = [
      { system: LOINC, code: 'x' },
      { system: CVX, code: '01' },
    ];
    const answer = await post(
      'CodeSystem/$validate-code',
      asked({ name: 'url', valueUri: CVX }, { name: 'codeableConcept', valueCodeableConcept: { coding } }),
    );
    expect(told(answer)).toMatchObject({ result: true, code: '01', message: 'It is no longer in use.' });
  });

  it('of a system that is not here is 404', async () => {
    const answer = await get(path('CodeSystem/$validate-code', { url: LOINC, code: '8867-4' }));
    expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([404, ['http.url']]);
  });
});

describe('$expand', () => {
  const expand = (query: Record<string, string>) => get(path('ValueSet/$expand', query));

  it('writes out a set with its texts, and says what it was drawn from', async () => {
    const answer = await expand({ url: GENDERS });
    expect(codes(answer)).toEqual(['male', 'female', 'other', 'unknown']);
    expect(expanded(answer)).toMatchObject({
      total: 4,
      offset: 0,
      identifier: expect.stringMatching(/^urn:uuid:/),
    });
    expect(expanded(await expand({ url: DIAGNOSES, count: '1' }))?.parameter).toContainEqual({
      name: 'version',
      valueUri: `${ICD10CM}|2025`,
    });
  });

  it('finds by words, with a typing error, best first', async () => {
    expect(codes(await expand({ url: DIAGNOSES, filter: 'type 2 diabetis', count: '5' }))[0]).toBe('E11.9');
    expect(codes(await expand({ url: DIAGNOSES, filter: 'e11', count: '200' }))).not.toContain('E11');
    expect(codes(await expand({ url: `${ICD10CM}?fhir_vs`, filter: 'e11', count: '200' }))).toContain('E11');
    expect(codes(await expand({ url: GENDERS, filter: 'fem' }))).toEqual(['female']);
    expect(codes(await expand({ url: GENDERS, filter: 'xyzzy' }))).toEqual([]);
  });

  it('pages by count and offset, and counts alone when asked for none', async () => {
    const url = `${CVX}?fhir_vs`;
    const all = codes(await expand({ url }));
    const pages = [];
    for (let offset = 0; offset < all.length; offset += 100)
      pages.push(...codes(await expand({ url, count: '100', offset: String(offset) })));
    expect(pages).toEqual(all);
    const none = expanded(await expand({ url, count: '0' }));
    expect([none?.total, none?.contains]).toEqual([all.length, undefined]);
    const active = expanded(await expand({ url, activeOnly: 'true' }));
    expect(active?.total).toBeLessThan(all.length);
    expect(active?.contains?.some(({ inactive }) => inactive)).toBe(false);
  });

  it('does not write out a hundred thousand codes at once', async () => {
    const answer = await expand({ url: `${ICD10CM}?fhir_vs` });
    expect([answer.statusCode, issueOf(answer)?.code]).toEqual([422, 'too-costly']);
  });

  it('writes out a set of the record, by its address, its url, or as it is sent', async () => {
    const url = `https://clinic.example/ValueSet/${randomUUID()}`;
    const set = {
      resourceType: 'ValueSet',
      url,
      name: 'WhatWeAsk',
      status: 'active',
      compose: {
        include: [
          { system: GENDER, concept: [{ code: 'female' }, { code: 'male', display: 'A man' }] },
          { valueSet: [GENDERS] },
          { system: LOINC, concept: [{ code: '8867-4', display: 'Heart rate' }] },
        ],
        exclude: [{ system: GENDER, concept: [{ code: 'other' }] }],
      },
    };
    const { id } = await make(set);
    const wanted = ['female', 'male', 'unknown', '8867-4'];
    for (const answer of [
      await get(`ValueSet/${id}/$expand`),
      await expand({ url }),
      await post('ValueSet/$expand', asked({ name: 'valueSet', resource: set })),
    ])
      expect(codes(answer).toSorted()).toEqual(wanted.toSorted());
  });

  it('says what it cannot write out, at its place', async () => {
    const sent = (include: object) =>
      post(
        'ValueSet/$expand',
        asked({
          name: 'valueSet',
          resource: { resourceType: 'ValueSet', status: 'active', compose: { include: [include] } },
        }),
      );
    for (const [include, at] of [
      [{ system: LOINC }, 'ValueSet.compose.include[0].system'],
      [{ valueSet: ['https://example.org/x'] }, 'ValueSet.compose.include[0].valueSet[0]'],
      [
        { system: ICD10CM, filter: [{ property: 'concept', op: 'is-a', value: 'E11' }] },
        'ValueSet.compose.include[0].filter',
      ],
    ] as const) {
      const answer = await sent(include);
      expect([answer.statusCode, issueOf(answer)?.expression]).toEqual([422, [at]]);
    }
    const bare = { resourceType: 'ValueSet', status: 'active', compose: {} };
    const wrong = await post('ValueSet/$expand', asked({ name: 'valueSet', resource: bare }));
    expect([wrong.statusCode, issueOf(wrong)?.expression]).toEqual([422, ['ValueSet.compose']]);
    expect((await expand({ url: 'https://example.org/x' })).statusCode).toBe(404);
    expect((await get(`ValueSet/${randomUUID()}/$expand`)).statusCode).toBe(404);
    expect((await expand({})).statusCode).toBe(400);
    expect((await expand({ url: GENDERS, count: 'all' })).statusCode).toBe(400);
    expect((await expand({ url: GENDERS, hat: 'red' })).statusCode).toBe(400);
  });

  it('of a set that is made of itself ends', async () => {
    const url = `https://clinic.example/ValueSet/${randomUUID()}`;
    await make({
      resourceType: 'ValueSet',
      url,
      status: 'active',
      compose: { include: [{ valueSet: [url] }] },
    });
    expect((await expand({ url })).statusCode).toBe(422);
  });
});

describe('ValueSet/$validate-code', () => {
  const check = async (query: Record<string, string>) =>
    told(await get(path('ValueSet/$validate-code', query)));

  it('says whether a code of its system is in the set', async () => {
    expect(await check({ url: GENDERS, system: GENDER, code: 'female' })).toMatchObject({
      result: true,
      display: 'Female',
    });
    expect(await check({ url: GENDERS, system: GENDER, code: 'bogus' })).toMatchObject({ result: false });
    expect(await check({ url: GENDERS, system: LOINC, code: 'female' })).toMatchObject({ result: false });
    expect(await check({ url: DIAGNOSES, system: ICD10CM, code: 'E11' })).toMatchObject({ result: false });
    const coding = { system: GENDER, code: 'male', display: 'Woman' };
    const answer = await post(
      'ValueSet/$validate-code',
      asked({ name: 'url', valueUri: GENDERS }, { name: 'coding', valueCoding: coding }),
    );
    expect(told(answer)).toMatchObject({ result: false, message: expect.stringContaining('Male') });
  });

  it('refuses a code without its system, and a set that is not here', async () => {
    expect((await get(path('ValueSet/$validate-code', { url: GENDERS, code: 'female' }))).statusCode).toBe(
      400,
    );
    const unknown = path('ValueSet/$validate-code', {
      url: 'https://example.org/x',
      system: GENDER,
      code: 'x',
    });
    expect((await get(unknown)).statusCode).toBe(404);
  });
});
