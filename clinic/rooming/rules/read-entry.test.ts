import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPastDate } from './read-date.ts';
import { isComplete, METRIC_UNITS, readEntry, US_UNITS } from './read-entry.ts';
import { VITAL_KEYS, type VitalKey, vitalOf } from './vitals.ts';

const read = (
  vital: VitalKey,
  typed: string,
  prefer: { weight: 'lb' | 'kg'; length: 'in' | 'cm' } = US_UNITS,
) => {
  const reading = readEntry(vital, typed, prefer);
  return reading.kind === 'value'
    ? reading.value.numbers.map((n) => Math.round(n * 100) / 100)
    : reading.kind;
};

describe('what was typed', () => {
  test.each(['152/94', '152 94', '15294', '152-94', ' 152 / 94 '])('[V1] %s is a blood pressure', (typed) => {
    expect(read('blood-pressure', typed)).toEqual([152, 94]);
  });
  test('[V1] two digits begin a low systolic', () =>
    expect(read('blood-pressure', '9660')).toEqual([96, 60]));
  test.each([
    ['98.6', 37],
    ['986', 37],
    ['98.6F', 37],
    ['37', 37],
    ['37,0', 37],
    ['37 c', 37],
    ['1013', 38.5],
    ['101.3', 38.5],
    ['38.5', 38.5],
  ])('[V1] %s is understood as a temperature', (typed, celsius) =>
    expect(read('temperature', typed)).toEqual([celsius]),
  );
  test('[V1] 98.6 said to be Celsius is refused and Fahrenheit suggested', () => {
    expect(readEntry('temperature', '98.6 C')).toMatchObject({
      kind: 'wrong',
      problem: 'unit-impossible',
      suggest: '98.6 F',
    });
    expect(readEntry('temperature', '37 F')).toMatchObject({
      kind: 'wrong',
      problem: 'unit-impossible',
      suggest: '37 C',
    });
  });
  test.each([
    ["5'10", 177.8],
    ['5’10”', 177.8],
    ['5 10', 177.8],
    ['5ft 10in', 177.8],
    ['70in', 177.8],
    ['70"', 177.8],
    ['70', 177.8],
    ['178', 178],
    ['178 cm', 178],
    ['1.78m', 178],
    ["5'10.5", 179.07],
  ])('[V1] %s is a height', (typed, cm) => expect(read('height', typed)).toEqual([cm]));
  test('[V1] a bare height in a metric clinic is centimetres', () =>
    expect(read('height', '70', METRIC_UNITS)).toEqual([70]));
  test.each([
    ['182 lb', 82.55],
    ['182', 82.55],
    ['180#', 81.65],
    ['82.5kg', 82.5],
    ['5 lb 3 oz', 2.35],
    ['5lb3', 2.35],
    ['3200 g', 3.2],
  ])('[V1] %s is a weight', (typed, kg) => expect(read('weight', typed)).toEqual([kg]));
  test('[V1] a bare weight in a metric clinic is kilograms', () =>
    expect(read('weight', '82.5', METRIC_UNITS)).toEqual([82.5]));
  test.each(['17 oz', '5 lb 17 oz'])('[V1] %s: sixteen ounces are a pound', (typed) => {
    expect(read('weight', typed)).toEqual(typed === '17 oz' ? [0.48] : 'wrong');
  });
  test.each([
    ['pulse', '88'],
    ['oxygen', '97'],
    ['oxygen', '97%'],
    ['pain', '3/10'],
    ['respiration', '16 /min'],
  ] as const)('[V1] %s reads %s', (vital, typed) =>
    expect(read(vital, typed)).toEqual([Number.parseInt(typed, 10)]),
  );
  test('[V2] saturation is a whole number', () => expect(read('oxygen', '97.5')).toBe('wrong'));
});

describe('limits no living patient passes', () => {
  test('[V2] systolic must be above diastolic', () =>
    expect(readEntry('blood-pressure', '80/80')).toMatchObject({ problem: 'systolic-not-above-diastolic' }));
  test('[V2] every vital: inside its limits is a value, outside is not', () => {
    const single = VITAL_KEYS.filter((key) => vitalOf(key).parts.length === 1);
    fc.assert(
      fc.property(fc.constantFrom(...single), fc.integer({ min: 0, max: 1000 }), (key, number) => {
        const limits = vitalOf(key).parts[0]?.reject ?? { min: 0, max: 0 };
        const unit =
          { weight: ' kg', height: ' cm', head: ' cm', waist: ' cm', temperature: ' c' }[key as string] ?? '';
        const kind = readEntry(key, `${number}${key === 'temperature' ? '.0' : ''}${unit}`).kind;
        expect(kind === 'value').toBe(number >= limits.min && number <= limits.max);
      }),
    );
  });
  test('[V2] nothing typed makes the reader throw or answer an infinite value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VITAL_KEYS), fc.string({ maxLength: 14 }), (key, typed) => {
        const reading = readEntry(key, typed);
        if (reading.kind === 'value') expect(reading.value.numbers.every(Number.isFinite)).toBe(true);
        isComplete(key, typed);
      }),
    );
  });
});

describe('the cursor advances by itself', () => {
  test.each([
    ['blood-pressure', '12882'],
    ['blood-pressure', '128/82'],
    ['pulse', '72'],
    ['pulse', '104'],
    ['respiration', '16'],
    ['temperature', '98.6'],
    ['temperature', '986'],
    ['oxygen', '97'],
    ['oxygen', '100'],
    ['pain', '3'],
    ['pain', '0'],
  ] as const)('[V1] %s %s can only be complete', (vital, typed) =>
    expect(isComplete(vital, typed)).toBe(true),
  );
  test.each([
    ['blood-pressure', '128'],
    ['blood-pressure', '1288'],
    ['blood-pressure', '12810'],
    ['pulse', '1'],
    ['pulse', '10'],
    ['respiration', '3'],
    ['temperature', '98'],
    ['temperature', '98.'],
    ['temperature', '37'],
    ['oxygen', '10'],
    ['pain', '1'],
    ['weight', '182'],
    ['height', '70'],
  ] as const)('[V1] %s %s may go on', (vital, typed) => expect(isComplete(vital, typed)).toBe(false));
  test('[V1] a complete value never has a longer one that is also accepted', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VITAL_KEYS),
        fc.integer({ min: 0, max: 99999 }),
        fc.integer({ min: 0, max: 9 }),
        (key, typed, next) => {
          if (isComplete(key, String(typed)))
            expect(readEntry(key, `${typed}${next}`).kind).not.toBe('value');
        },
      ),
    );
  });
});

describe('days as they are said', () => {
  const on = (typed: string) => {
    const found = readPastDate(typed, '2026-11-23');
    return found.kind === 'date' ? found.date : found.kind;
  };
  test.each([
    ['11/1', '2026-11-01'],
    ['12/25', '2025-12-25'],
    ['11/1/26', '2026-11-01'],
    ['2026-11-01', '2026-11-01'],
    ['3w', '2026-11-02'],
    ['20d', '2026-11-03'],
  ])('[V22] %s', (typed, date) => expect(on(typed)).toBe(date));
  test('[V22] an impossible or future day is refused', () => {
    expect(on('2/30')).toBe('wrong');
    expect(on('11/30/2026')).toBe('wrong');
    expect(on('11/')).toBe('partial');
  });
});
