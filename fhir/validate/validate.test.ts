import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bundle, Resource } from '../types.ts';
import { validateResource } from './validate.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const read = (name: string): string => gunzipSync(readFileSync(join(FIXTURES, name))).toString();
const examples = read('examples.ndjson.gz')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Resource);
const bundles = (start: string): Resource[] =>
  readdirSync(FIXTURES)
    .filter((name) => name.startsWith(start))
    .flatMap((name) =>
      ((JSON.parse(read(name)) as Bundle).entry ?? []).flatMap((entry) => entry.resource ?? []),
    );

const places = (resource: unknown): (string | undefined)[] =>
  validateResource(resource).map((finding) => finding.expression);

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const vital = (code: string, mm: string) => ({
  code: { coding: [{ system: 'http://loinc.org', code }] },
  valueQuantity: { value: 120, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: mm },
});
const bloodPressure = {
  resourceType: 'Observation',
  meta: { profile: [`${US_CORE}us-core-blood-pressure`] },
  status: 'final',
  category: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
    },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }] },
  subject: { reference: 'Patient/1' },
  effectiveDateTime: '2026-11-23T10:00:00-05:00',
  component: [vital('8480-6', 'mm[Hg]'), vital('8462-4', 'mm[Hg]')],
};
const patient = {
  resourceType: 'Patient',
  name: [{ family: 'Garcia' }],
  gender: 'female',
  birthDate: '1980-02-29',
};

describe('what is good passes', () => {
  test('the official examples, but for the three that break the rules they illustrate', () => {
    const broken = examples
      .filter((one) => validateResource(one).length > 0)
      .map((one) => `${one.resourceType}/${one.id}`);
    expect(broken.sort()).toEqual([
      'DeviceMetric/example',
      'DeviceUseStatement/example',
      'Questionnaire/zika-virus-exposure-assessment',
    ]);
  });
  test('every resource of the US Core reference bundles, profiles included', () => {
    const found = bundles('uscore_').flatMap((one) =>
      validateResource(one).map((finding) => `${one.resourceType}/${one.id} ${finding.message}`),
    );
    expect(found).toEqual([]);
  });
  test('Synthea patients: no error; what their claims of an older US Core lack are warnings', () => {
    const findings = bundles('synthea-').flatMap((one) => validateResource(one, { foreign: true }));
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  });
  test('a blood pressure and a patient of ours', () => {
    expect(validateResource(bloodPressure)).toEqual([]);
    expect(validateResource(patient)).toEqual([]);
  });
});

describe('what is wrong is found at its element', () => {
  test.each<[string, unknown, string]>([
    ['a gender that does not exist', { ...patient, gender: 'bogus' }, 'Patient.gender'],
    ['a status that does not exist', { ...bloodPressure, status: 'zzz' }, 'Observation.status'],
    ['a month that does not exist', { ...patient, birthDate: '2026-13-23' }, 'Patient.birthDate'],
    ['a day that does not exist', { ...patient, birthDate: '2025-02-29' }, 'Patient.birthDate'],
    [
      'a date-time without offset',
      { ...bloodPressure, effectiveDateTime: '2026-11-23T10:00:00' },
      'Observation.effectiveDateTime',
    ],
    ['an unknown element', { ...patient, shoeSize: 9 }, 'Patient.shoeSize'],
    ['an unknown element inside', { ...patient, name: [{ first: 'Ana' }] }, 'Patient.name[0].first'],
    ['one value where a list belongs', { ...patient, name: { family: 'x' } }, 'Patient.name'],
    ['a list where one value belongs', { ...patient, gender: ['male'] }, 'Patient.gender'],
    [
      'a number as text',
      {
        ...bloodPressure,
        component: [
          { ...vital('8480-6', 'mm[Hg]'), valueQuantity: { value: '120' } },
          bloodPressure.component[1],
        ],
      },
      'Observation.component[0].valueQuantity.value',
    ],
    [
      'two values at once',
      { ...patient, deceasedBoolean: true, deceasedDateTime: '2020' },
      'Patient.deceased',
    ],
    [
      'kilopascals in a blood pressure',
      { ...bloodPressure, component: [vital('8480-6', 'kPa'), vital('8462-4', 'mm[Hg]')] },
      'Observation.component[0].valueQuantity.code',
    ],
    [
      'a missing diastolic',
      { ...bloodPressure, component: [vital('8480-6', 'mm[Hg]'), vital('8480-6', 'mm[Hg]')] },
      'Observation.component',
    ],
    ['a missing code', { resourceType: 'Observation', status: 'final' }, 'Observation.code'],
    [
      'a missing code of a component',
      { ...bloodPressure, component: [...bloodPressure.component, { valueInteger: 1 }] },
      'Observation.component[2].code',
    ],
    [
      'a reference to the wrong type',
      { ...bloodPressure, subject: { reference: 'Medication/1' } },
      'Observation.subject',
    ],
    [
      'a reference that is none',
      { ...bloodPressure, subject: { reference: 'the patient' } },
      'Observation.subject.reference',
    ],
    [
      'a contained resource that is not there',
      { ...patient, managingOrganization: { reference: '#org' } },
      'Patient.managingOrganization.reference',
    ],
    [
      'a contained resource nobody refers to',
      { ...patient, contained: [{ resourceType: 'Organization', id: 'org', name: 'x' }] },
      'Patient.contained[0]',
    ],
    [
      'a contained resource that is wrong',
      {
        ...patient,
        managingOrganization: { reference: '#org' },
        contained: [{ resourceType: 'Organization', id: 'org' }],
      },
      'Patient.contained[0]',
    ],
    [
      'a period that ends before it begins',
      { ...patient, name: [{ family: 'x', period: { start: '2026-05', end: '2025' } }] },
      'Patient.name[0].period',
    ],
    [
      'an extension with value and extensions',
      {
        ...patient,
        extension: [{ url: 'http://x', valueString: 'a', extension: [{ url: 'b', valueString: 'c' }] }],
      },
      'Patient.extension[0]',
    ],
    [
      'a script in the narrative',
      {
        ...patient,
        text: {
          status: 'generated',
          div: '<div xmlns="http://www.w3.org/1999/xhtml">a<script>alert(1)</script></div>',
        },
      },
      'Patient.text.div',
    ],
    [
      'an event in the narrative',
      { ...patient, text: { status: 'generated', div: '<div><p onclick="x()">a</p></div>' } },
      'Patient.text.div',
    ],
    ['an empty string', { ...patient, name: [{ family: '' }] }, 'Patient.name[0].family'],
    ['an empty object', { ...patient, name: [{}] }, 'Patient.name[0]'],
    ['an empty list', { ...patient, name: [] }, 'Patient.name'],
    ['a null', { ...patient, gender: null }, 'Patient.gender'],
    ['a NUL character', { ...patient, name: [{ family: 'a\u0000b' }] }, 'Patient.name[0].family'],
    ['an id with spaces', { ...patient, id: 'my id' }, 'Patient.id'],
    [
      'a value with a reason for its absence',
      { ...bloodPressure, component: undefined, dataAbsentReason: { text: 'x' }, valueString: 'y' },
      'Observation',
    ],
    [
      'a resolved allergy without status',
      { resourceType: 'AllergyIntolerance', patient: { reference: 'Patient/1' } },
      'AllergyIntolerance',
    ],
    [
      'a profile of another type',
      { ...patient, meta: { profile: [`${US_CORE}us-core-blood-pressure`] } },
      'Patient.meta.profile',
    ],
    [
      'a US Core patient without identifier',
      { ...patient, meta: { profile: [`${US_CORE}us-core-patient`] } },
      'Patient.identifier',
    ],
    [
      'a null where an entry belongs',
      { resourceType: 'List', status: 'current', mode: 'working', entry: [null] },
      'List.entry[0]',
    ],
    [
      'a null component',
      { ...bloodPressure, valueString: 'x', component: [null] },
      'Observation.component[0]',
    ],
    ['no resource type', { name: 'x' }, 'resourceType'],
    ['a text', 'Patient', 'resourceType'],
  ])('%s', (_what, resource, expression) => {
    expect(places(resource)).toContain(expression);
  });
  test('the message says what to do and repeats no value', () => {
    const [finding] = validateResource({ ...patient, gender: 'bogus' });
    expect(finding).toEqual({
      severity: 'error',
      code: 'code-invalid',
      expression: 'Patient.gender',
      message: 'Patient.gender: must be one of male, female, other, unknown.',
    });
  });
  test('a wrong race code in a US Core extension', () => {
    const race = {
      url: `${US_CORE}us-core-race`,
      extension: [
        { url: 'ombCategory', valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '9999-9' } },
        { url: 'text', valueString: 'x' },
      ],
    };
    const claimed = {
      ...patient,
      meta: { profile: [`${US_CORE}us-core-patient`] },
      identifier: [{ system: 'http://x', value: '1' }],
      extension: [race],
    };
    expect(places(claimed)).toEqual(['Patient.extension[0].extension[0].valueCoding']);
  });
  test('in foreign data what a profile asks is a warning, what R4 asks an error', () => {
    const found = validateResource(
      { ...bloodPressure, status: 'zzz', subject: undefined },
      { foreign: true },
    );
    expect(found.map((finding) => [finding.severity, finding.expression])).toEqual([
      ['error', 'Observation.status'],
      ['warning', 'Observation.subject'],
    ]);
    expect(validateResource({ ...bloodPressure, subject: undefined }, { profiles: 'base' })).toEqual([]);
  });
});

describe('whatever comes in', () => {
  test('it never throws and always answers with findings or none', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (thing) => {
        expect(Array.isArray(validateResource(thing))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'name',
            'contact',
            'identifier',
            'meta',
            '_birthDate',
            'birthDate',
            'extension',
            'contained',
            'text',
            '__proto__',
          ),
          fc.jsonValue(),
        ),
        (content) => {
          expect(Array.isArray(validateResource({ ...content, resourceType: 'Patient' }))).toBe(true);
        },
      ),
    );
  });
  test('a good example with one part replaced by anything', () => {
    const whole = fc.constantFrom(...examples.filter((one) => JSON.stringify(one).length < 6_000));
    fc.assert(
      fc.property(whole, fc.nat(), fc.jsonValue(), (resource, at, junk) => {
        let count = 0;
        const names = (JSON.stringify(resource).match(/"\w+":/g) ?? []).length;
        const changed = JSON.parse(JSON.stringify(resource), (key, value) =>
          key !== '' && key !== 'resourceType' && count++ === at % Math.max(1, names) ? junk : value,
        );
        expect(Array.isArray(validateResource(changed))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
  test('a hostile nesting is refused, not followed', () => {
    let deep: unknown = { url: 'http://x', valueString: 'x' };
    for (let level = 0; level < 5_000; level++) deep = { url: 'http://x', extension: [deep] };
    const found = validateResource({ ...patient, extension: [deep] });
    expect(found.some((finding) => finding.code === 'too-costly')).toBe(true);
  });
  test('ten thousand faults are answered with two hundred', () => {
    expect(
      validateResource({ ...patient, name: Array.from({ length: 10_000 }, () => ({ x: 1 })) }).length,
    ).toBe(200);
  });
});
