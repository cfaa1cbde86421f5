import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AllergyIntolerance, Condition, Observation, Stored } from '#fhir/types.ts';
import { allergyLines, problemLines } from './lists.ts';
import { measurementsOf, seriesOf } from './measurement.ts';
import { newestFirst } from './river.ts';

const meta = { versionId: '1', lastUpdated: '2026-01-02T03:04:05Z' };
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });

const weight = (
  value: number,
  extra: Omit<Partial<Observation>, 'meta' | 'id'> = {},
): Stored<Observation> => ({
  resourceType: 'Observation',
  id: 'w',
  meta,
  status: 'final',
  code: loinc('29463-7'),
  effectiveDateTime: '2026-01-02T09:00:00Z',
  valueQuantity: { value, unit: 'kg' },
  ...extra,
});

const pressure = (
  systolic: number,
  diastolic: number,
  flags: [string?, string?] = [],
): Stored<Observation> => ({
  resourceType: 'Observation',
  id: 'bp',
  meta,
  status: 'final',
  code: loinc('85354-9'),
  effectiveDateTime: '2026-01-02T09:00:00Z',
  component: [
    ['8480-6', systolic, flags[0]],
    ['8462-4', diastolic, flags[1]],
  ].map(([code, value, flag]) => ({
    code: loinc(String(code)),
    valueQuantity: { value: Number(value), unit: 'mmHg' },
    ...(flag ? { interpretation: [{ coding: [{ code: String(flag) }] }] } : {}),
  })),
});

const allergy = (code: string, text: string): Stored<AllergyIntolerance> => ({
  resourceType: 'AllergyIntolerance',
  id: code,
  meta,
  code: { coding: [{ code }], text },
  patient: { reference: 'Patient/p' },
  clinicalStatus: { coding: [{ code: 'active' }] },
});

describe('measurements', () => {
  it('[H1] a value without range or interpretation is unjudged, never normal', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 0, max: 500 }), (value) => {
        expect(measurementsOf(weight(value))[0]?.level).toBe('unjudged');
      }),
    );
  });
  it('[H1] a value outside its reference range says on which side', () => {
    const referenceRange = [{ low: { value: 50 }, high: { value: 80 } }];
    expect(measurementsOf(weight(49.9, { referenceRange }))[0]?.level).toBe('low');
    expect(measurementsOf(weight(80, { referenceRange }))[0]?.level).toBe('normal');
    expect(measurementsOf(weight(80.1, { referenceRange }))[0]?.level).toBe('high');
  });
  it('[H3] a blood pressure reads as one and carries the worse flag', () => {
    expect(measurementsOf(pressure(152, 88, ['H', 'N']))).toMatchObject([
      { text: '152/88', number: 152, second: 88, level: 'high' },
    ]);
    expect(measurementsOf(pressure(118, 122, ['N', 'HH']))[0]?.level).toBe('critical-high');
  });
  it('a refused weight says why and shows no number', () => {
    const { valueQuantity: _none, ...refused } = weight(1, {
      dataAbsentReason: { coding: [{ code: 'asked-declined' }] },
    });
    expect(measurementsOf(refused)[0]).toMatchObject({ text: '', absent: 'asked-declined' });
  });
  it('[H4] pounds and kilograms are never one line, and series run from old to new', () => {
    const later = weight(180, {
      effectiveDateTime: '2026-02-01T09:00:00Z',
      valueQuantity: { value: 180, unit: 'lb' },
    });
    const series = seriesOf(
      [weight(82), later, weight(81, { effectiveDateTime: '2025-02-01T09:00:00Z' })].flatMap(measurementsOf),
    );
    expect(series.map(({ unit }) => unit)).toEqual(['lb', 'kg']);
    expect(series[1]?.points.map(({ number }) => number)).toEqual([81, 82]);
  });
});

describe('units', () => {
  const typedIn = (kilograms: number, pounds: number, at: string) =>
    weight(kilograms, {
      effectiveDateTime: at,
      valueQuantity: {
        value: kilograms,
        unit: 'kg',
        code: 'kg',
        extension: [
          {
            url: 'https://medley.clinic/fhir/StructureDefinition/entered-value',
            valueQuantity: { value: pounds, unit: 'lb', code: '[lb_av]' },
          },
        ],
      },
      referenceRange: [{ high: { value: 90, unit: 'kg' } }],
    });
  it('[H7] a weight typed in pounds is shown in pounds, its range too', () => {
    const [one] = measurementsOf(typedIn(81.65, 180, '2026-01-02T09:00:00Z'));
    expect(one).toMatchObject({ text: '180', unit: 'lb', number: 180 });
    expect(one?.range?.high).toBeCloseTo(198.4, 1);
  });
  it('[H7] weights in pounds and kilograms are one line, in the unit of the newest', () => {
    const before = weight(80, {
      effectiveDateTime: '2025-01-02T09:00:00Z',
      valueQuantity: { value: 80, unit: 'kg', code: 'kg' },
    });
    const series = seriesOf([typedIn(81.65, 180, '2026-01-02T09:00:00Z'), before].flatMap(measurementsOf));
    expect(series).toHaveLength(1);
    expect(series[0]?.unit).toBe('lb');
    expect(series[0]?.points[0]?.number).toBeCloseTo(176.37, 2);
    expect(series[0]?.points[1]?.number).toBe(180);
  });
  it('[H8] a saturation stands with the oxygen it was measured on', () => {
    const on = (...component: NonNullable<Observation['component']>) =>
      measurementsOf({
        resourceType: 'Observation',
        id: 'spo2',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '59408-5' }] },
        valueQuantity: { value: 93, unit: '%', code: '%' },
        component,
      });
    const part = (code: string, value: number) => ({
      code: { coding: [{ system: 'http://loinc.org', code }] },
      valueQuantity: { value },
    });
    expect(on(part('3151-8', 2))).toMatchObject([{ text: '93', taken: '2 L/min O₂' }]);
    expect(on(part('3151-8', 2), part('3150-0', 28))[0]?.taken).toBe('2 L/min O₂, FiO₂ 28 %');
    expect(on()[0]?.taken).toBeUndefined();
  });
  it('[H7] an annotation is no unit', () => {
    const score = weight(3, { valueQuantity: { value: 3, unit: '{score}' } });
    expect(measurementsOf(score)[0]).toMatchObject({ text: '3', unit: '' });
  });
});

describe('lists', () => {
  it('[H2] three empties stay three', () => {
    expect(allergyLines([]).state).toBe('not-asked');
    expect(allergyLines([allergy('716186003', 'No known allergy')]).state).toBe('no-known-allergies');
    expect(allergyLines([allergy('409137002', 'No known drug allergy')]).state).toBe(
      'no-known-drug-allergies',
    );
    expect(
      allergyLines([allergy('91936005', 'Penicillin'), allergy('716186003', 'No known allergy')]),
    ).toMatchObject({ state: 'listed', lines: [{ title: 'Penicillin' }] });
  });
  it('[H5, H6] a problem said twice is shown once, and one entered in error not at all', () => {
    const problem = (id: string, extra: Omit<Partial<Condition>, 'meta' | 'id'>): Stored<Condition> => ({
      resourceType: 'Condition',
      id,
      meta,
      subject: { reference: 'Patient/p' },
      code: { text: 'Hypertension', coding: [{ code: 'I10' }] },
      category: [{ coding: [{ code: 'problem-list-item' }] }],
      clinicalStatus: { coding: [{ code: 'active' }] },
      ...extra,
    });
    const wrong = problem('3', {
      verificationStatus: { coding: [{ code: 'entered-in-error' }] },
      code: { text: 'Gout' },
    });
    const resolved = problem('1', { clinicalStatus: { coding: [{ code: 'resolved' }] } });
    expect(problemLines([resolved, problem('2', {}), wrong]).map(({ id }) => id)).toEqual(['2']);
  });
  it('the river runs from new to old, undated last', () => {
    const item = (at: string) => ({
      kind: 'visit' as const,
      type: 'Encounter',
      id: at,
      at,
      title: '',
      detail: '',
    });
    expect(
      newestFirst([item(''), item('2020-01-01'), item('2026-05-05T10:00:00Z')]).map(({ at }) => at),
    ).toEqual(['2026-05-05T10:00:00Z', '2020-01-01', '']);
  });
});
