import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Coverage, Observation, Patient, Resource } from '../types.ts';
import { momentOf, patientOf } from './compartment.ts';
import { resourceTypes, searchParams } from './definitions.ts';
import { indexValues } from './index-values.ts';

const ZONE = 'America/New_York';
const of = (resource: Resource, param: string) =>
  indexValues(resource, ZONE)
    .filter((value) => value.param === param)
    .map(({ param: _, ...value }) => value);

const patient: Patient = {
  resourceType: 'Patient',
  id: 'p1',
  active: true,
  gender: 'female',
  birthDate: '1980-02',
  name: [{ family: 'García Müller', given: ['Ana María'] }],
  telecom: [
    { system: 'phone', value: '+1 (617) 555-0199' },
    { system: 'email', value: 'Ana@Example.org' },
  ],
  identifier: [
    {
      system: 'http://mrn',
      value: '7',
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
    },
  ],
  generalPractitioner: [
    { identifier: { system: 'http://npi', value: '1' } },
    { reference: 'Practitioner/2' },
  ],
  deceasedBoolean: false,
};

const weight: Observation = {
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body Weight' }] },
  subject: { reference: 'Patient/p1' },
  effectivePeriod: { start: '2026-11-23', end: '2026-11-24' },
  valueQuantity: { value: 154, system: 'http://unitsofmeasure.org', code: '[lb_av]' },
};

describe('what a patient is found by', () => {
  test('any word of the name, without accents', () => {
    const texts = of(patient, 'name').map((value) => (value.kind === 'string' ? value.text : ''));
    expect(texts).toEqual(
      expect.arrayContaining(['garcia muller', 'muller', 'ana maria', 'maria', 'ana maria garcia muller']),
    );
    expect(of(patient, 'family')).toEqual([
      { kind: 'string', text: 'garcia muller', exact: 'García Müller' },
    ]);
  });
  test('the month of birth in the clinic’s zone', () => {
    expect(of(patient, 'birthdate')).toEqual([
      { kind: 'date', from: Date.parse('1980-02-01T05:00Z'), to: Date.parse('1980-03-01T05:00Z') },
    ]);
  });
  test('telephone digits, e-mail in lower case, identifier with its type', () => {
    expect(of(patient, 'phone')).toContainEqual({ kind: 'token', code: '6175550199' });
    expect(of(patient, 'email')).toContainEqual({ kind: 'token', code: 'ana@example.org' });
    expect(of(patient, 'identifier')).toEqual([
      {
        kind: 'token',
        system: 'http://mrn',
        code: '7',
        typed: ['http://terminology.hl7.org/CodeSystem/v2-0203|MR'],
      },
    ]);
  });
  test('logical and literal references', () => {
    expect(of(patient, 'general-practitioner')).toEqual([
      { kind: 'reference', system: 'http://npi', code: '1' },
      { kind: 'reference', type: 'Practitioner', id: '2' },
    ]);
  });
  test('a patient who is alive is not deceased, one with a time of death is', () => {
    expect(of(patient, 'deceased')).toEqual([{ kind: 'token', code: 'false' }]);
    const { deceasedBoolean: _, ...rest } = patient;
    expect(of({ ...rest, deceasedDateTime: '2020' }, 'deceased')).toEqual([{ kind: 'token', code: 'true' }]);
  });
});

describe('what an observation is found by', () => {
  test('its quantity in base units: 154 lb are 69.85 kg', () => {
    const [value] = of(weight, 'value-quantity');
    expect(value?.kind === 'quantity' ? value.canonical : undefined).toEqual({
      unit: 'g',
      low: 69853.22498,
      high: 69853.22498,
    });
  });
  test('the whole period, not its start only', () => {
    expect(of(weight, 'date')).toEqual([
      { kind: 'date', from: Date.parse('2026-11-23T05:00Z'), to: Date.parse('2026-11-25T05:00Z') },
    ]);
  });
  test('the patient by reference of the right type only', () => {
    expect(of(weight, 'patient')).toEqual([{ kind: 'reference', type: 'Patient', id: 'p1' }]);
    expect(of({ ...weight, subject: { reference: 'Group/1' } }, 'patient')).toEqual([]);
  });
  test('code and value together', () => {
    expect(of(weight, 'code-value-quantity')[0]).toMatchObject({
      kind: 'composite',
      parts: [
        { kind: 'token', code: '29463-7' },
        { kind: 'quantity', low: 154 },
      ],
    });
  });
});

describe('compartment and moment', () => {
  test('an observation belongs to its subject, a patient to herself, a medication to nobody', () => {
    expect(patientOf(weight)).toBe('p1');
    expect(patientOf(patient)).toBe('p1');
    expect(patientOf({ resourceType: 'Medication' })).toBeUndefined();
    expect(
      patientOf({
        resourceType: 'Appointment',
        status: 'booked',
        participant: [
          { actor: { reference: 'Practitioner/1' }, status: 'accepted' },
          { actor: { reference: 'Patient/p9' }, status: 'accepted' },
        ],
      }),
    ).toBe('p9');
  });
  test('a child’s coverage belongs to the child, whoever holds the policy', () => {
    const coverage: Coverage = {
      resourceType: 'Coverage',
      status: 'active',
      policyHolder: { reference: 'Patient/parent' },
      subscriber: { reference: 'Patient/parent' },
      beneficiary: { reference: 'Patient/child' },
      payor: [{ reference: 'Organization/payer' }],
    };
    expect(patientOf(coverage)).toBe('child');
  });
  test('things are ordered by when they happened', () => {
    expect(momentOf(weight, ZONE)).toBe(Date.parse('2026-11-23T05:00Z'));
    expect(
      momentOf({ resourceType: 'Basic', code: {}, meta: { lastUpdated: '2026-01-01T00:00:00Z' } }, ZONE),
    ).toBe(Date.parse('2026-01-01T00:00Z'));
  });
});

describe('the official definitions', () => {
  test('every parameter of all 146 types is understood', () => {
    expect(resourceTypes().length).toBe(146);
    const silent = resourceTypes().flatMap((type) =>
      [...searchParams(type).values()]
        .filter((param) => param.compiled.paths.length === 0)
        .map((param) => `${type}.${param.code}`),
    );
    expect(silent).toEqual([]);
  });
  test('all official examples can be indexed', () => {
    const lines = gunzipSync(
      readFileSync(join(import.meta.dirname, '../validate/fixtures/examples.ndjson.gz')),
    )
      .toString()
      .trim()
      .split('\n');
    for (const line of lines) {
      const resource = JSON.parse(line) as Resource;
      expect(indexValues(resource, ZONE).length).toBeGreaterThan(0);
    }
    expect(lines.length).toBe(330);
  });
  test('malformed content gives no value and no crash', () => {
    const odd = {
      resourceType: 'Observation',
      code: 7,
      subject: [null, 'x'],
      effectiveDateTime: 12,
      valueQuantity: 'heavy',
      component: [null, { code: [] }],
      category: {},
    };
    expect(() => indexValues(odd as never, ZONE)).not.toThrow();
  });
});
