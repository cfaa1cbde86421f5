import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyMassIndex } from '#fhir/units.ts';
import { correctedMonths, extendedPercentile, extendedSigma, growth, linesCrossed } from './growth.ts';
import { atZ, normalCdf, percentileOf, zOf, zScore } from './lms.ts';
import { chartAt, curve, type GrowthMeasure, lmsAt } from './tables.ts';

const MEASURES: GrowthMeasure[] = ['weight', 'length', 'bmi', 'head'];

describe('golden values', () => {
  const boy = { l: -0.1600954, m: 9.476500305, s: 0.11218624 };
  test("[V14] CDC's worked example: boy, 9 months, 9.7 kg", () => {
    expect(zScore(9.7, boy)).toBeCloseTo(0.2074, 4);
    expect(percentileOf(zScore(9.7, boy))).toBeCloseTo(58.2, 1);
    expect(lmsAt('cdc', 'weight', { sex: 'male', x: 9.5 })).toEqual({ l: boy.l, m: boy.m, s: boy.s });
  });
  test('[V16] extended BMI sigma at ten years', () => {
    expect(extendedSigma('male', 10)).toBeCloseTo(4.6588, 4);
    expect(extendedSigma('female', 10)).toBeCloseTo(4.4354, 4);
  });
  test('[V16] boy of ten with BMI 30 is at the 99.55th percentile', () =>
    expect(extendedPercentile(30, 22.1, extendedSigma('male', 10))).toBeCloseTo(99.55, 2));
  test('[V12] 82.5 kg and 178 cm are BMI 26.0', () =>
    expect(bodyMassIndex(82.5, 178)?.toFixed(1)).toBe('26.0'));
  test('[V14] the normal distribution', () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 12);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 10);
    expect(zOf(95)).toBeCloseTo(1.6448536, 6);
  });
});

describe('charts', () => {
  test('[V14] WHO until 24 months, CDC from there to 20 years, nothing beyond', () => {
    expect([0, 23.99, 24, 239.9, 240, -1].map(chartAt)).toEqual([
      'who',
      'who',
      'cdc',
      'cdc',
      undefined,
      undefined,
    ]);
  });
  test('[V14] every age a chart is used at has a row for weight, length and BMI', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 239.9, noNaN: true }),
        fc.constantFrom('male' as const, 'female' as const),
        fc.constantFrom(...MEASURES),
        (months, sex, measure) => {
          if (measure === 'head' && months >= 24) return;
          const chart = chartAt(months);
          expect(chart && lmsAt(chart, measure, { sex, x: months })).toBeDefined();
        },
      ),
    );
  });
  test('[V14] between two rows L, M and S lie on a straight line', () => {
    const [low, high] = [
      lmsAt('cdc', 'bmi', { sex: 'male', x: 24.5 }),
      lmsAt('cdc', 'bmi', { sex: 'male', x: 25.5 }),
    ];
    expect(lmsAt('cdc', 'bmi', { sex: 'male', x: 25 })?.m).toBeCloseTo(
      ((low?.m ?? 0) + (high?.m ?? 0)) / 2,
      10,
    );
  });
  test('[V14] the median is the 50th percentile, and z comes back from its measurement', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 239, noNaN: true }),
        fc.double({ min: -2.9, max: 1.6, noNaN: true }),
        (months, z) => {
          const chart = chartAt(months);
          const lms = chart && lmsAt(chart, 'weight', { sex: 'female', x: months });
          if (!lms) throw new Error('no row');
          expect(growth({ measure: 'weight', sex: 'female', months, value: atZ(z, lms) })?.z).toBeCloseTo(
            z,
            6,
          );
        },
      ),
    );
  });
  test('[V15] WHO weight beyond three deviations goes on in steps of SD3 - SD2', () => {
    const lms = lmsAt('who', 'weight', { sex: 'male', x: 12 });
    if (!lms) throw new Error('no row');
    const [two, three] = [atZ(2, lms), atZ(3, lms)];
    expect(
      growth({ measure: 'weight', sex: 'male', months: 12, value: three + (three - two) })?.z,
    ).toBeCloseTo(4, 8);
  });
  test('[V16] from the 95th percentile on BMI uses the extended method, continuously', () => {
    const lms = lmsAt('cdc', 'bmi', { sex: 'male', x: 120.5 });
    const p95 = atZ(zOf(95), lms ?? { l: 1, m: 1, s: 1 });
    const just = growth({ measure: 'bmi', sex: 'male', months: 120.5, value: p95 });
    expect(just?.percentile).toBeCloseTo(95, 4);
    expect(growth({ measure: 'bmi', sex: 'male', months: 120.5, value: p95 * 1.2 })?.percentOf95).toBeCloseTo(
      120,
      6,
    );
  });
  test('[V17] preterm age is corrected until 24 months', () => {
    expect(correctedMonths(6, 30 * 7)).toBeCloseTo(6 - 70 / 30.4375, 8);
    expect(correctedMonths(6, 39 * 7)).toBeUndefined();
    expect(correctedMonths(25, 30 * 7)).toBeUndefined();
  });
  test('[V18] a z beyond belief is flagged, not dropped', () =>
    expect(growth({ measure: 'weight', sex: 'male', months: 12, value: 30 })).toMatchObject({
      implausible: true,
    }));
  test('[V14] weight for length is read by centimetres', () =>
    expect(
      growth({ measure: 'weight-for-length', sex: 'male', months: 12, value: 9.6, length: 75 })?.percentile,
    ).toBeGreaterThan(20));
  test('[V14] lines crossed between two percentiles', () =>
    expect([linesCrossed(60, 20), linesCrossed(60, 60), linesCrossed(4, 96)]).toEqual([2, 0, 7]));
  test('[V14] rows are in order', () => {
    for (const chart of ['who', 'cdc'] as const)
      for (const measure of MEASURES) {
        const xs = curve(chart, measure, 'male').map((row) => row[0] ?? 0);
        expect(xs).toEqual([...xs].sort((a, b) => a - b));
      }
  });
});
