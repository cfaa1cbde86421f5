import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn } from '#fhir/age.ts';
import { isLoinc, isSnomed } from '#fhir/check-digits.ts';
import { CS } from '#fhir/medley.ts';
import { barredArms, usualArm } from './arm-flags.ts';
import { dueVitals } from './due-vitals.ts';
import { PREGNANCY } from './pregnancy.ts';
import { assumedQualifier, cuffForArm, QUALIFIERS } from './qualifiers.ts';
import { RED_FLAGS, redFlagsSaid, sepsisCue } from './red-flags.ts';
import { QUALIFIER_KEYS, VITAL_KEYS, VITALS, vitalByCode, vitalOf } from './vitals.ts';

describe('codes', () => {
  test('[V1] every LOINC number passes its check digit', () => {
    const codes = VITALS.flatMap((row) => [row.loinc, ...row.also, ...row.parts.map((part) => part.loinc)]);
    const more = QUALIFIER_KEYS.flatMap((key) => QUALIFIERS[key].loinc ?? []);
    for (const code of [
      ...codes,
      ...more,
      '96607-7',
      '96608-5',
      '96609-3',
      '39156-5',
      '59576-9',
      '77606-2',
      '8289-1',
      '8361-8',
      '82810-3',
      '48765-2',
      '10160-0',
      '11348-0',
      '72166-2',
      '3150-0',
      '3151-8',
    ])
      expect(isLoinc(code), code).toBe(true);
  });
  test('[V1] every SNOMED identifier passes its check digit', () => {
    const codes = QUALIFIER_KEYS.flatMap((key) =>
      QUALIFIERS[key].choices.flatMap((choice) => choice.snomed ?? []),
    );
    for (const code of [...codes, '716186003', '409137002', ...PREGNANCY.map((row) => row.snomed)])
      expect(isSnomed(code), code).toBe(true);
  });
  test('[V1] every code of the table leads back to its vital, both codings of oximetry too', () => {
    for (const key of VITAL_KEYS) expect(vitalByCode(vitalOf(key).loinc)).toBe(key);
    expect(vitalByCode('2708-6')).toBe('oxygen');
    expect(vitalByCode('8306-3')).toBe('height');
  });
});

describe('qualifiers', () => {
  const UNIT_LETTERS: Record<string, string> = {
    weight: 'kglbsoz',
    height: 'inftcm',
    temperature: 'fc',
    lmp: 'wd',
  };
  test('[V20] letters are unique within a vital and never a unit, x or p', () => {
    for (const row of VITALS) {
      const keys = row.qualifiers.flatMap((key) => QUALIFIERS[key].choices.map((choice) => choice.key));
      expect(new Set(keys).size, row.key).toBe(keys.length);
      for (const key of keys)
        expect(`xp${UNIT_LETTERS[row.key] ?? ''}`.includes(key), `${row.key} ${key}`).toBe(false);
    }
  });
  test('[V20] at every age each qualifier assumes one of its own choices', () => {
    fc.assert(
      fc.property(fc.constantFrom(...QUALIFIER_KEYS), fc.integer({ min: 1930, max: 2026 }), (key, year) => {
        const assumed = assumedQualifier(key, ageOn(`${year}-01-01`, '2026-11-23'));
        expect(QUALIFIERS[key].choices.map((choice) => choice.code)).toContain(assumed);
      }),
    );
  });
  test('[V20] the cuff follows the arm', () => {
    expect([21, 22, 26.5, 27, 34.5, 35, 38, 45, 52, 53].map(cuffForArm)).toEqual([
      undefined,
      'small-adult',
      'small-adult',
      'adult',
      'adult',
      'large-adult',
      'large-adult',
      'extra-large',
      'extra-large',
      undefined,
    ]);
  });
  test('[V21] a barred arm is not assumed', () => {
    const flag = {
      resourceType: 'Flag',
      status: 'active',
      subject: {},
      code: { coding: [{ system: CS.flag, code: 'no-left-arm' }], text: 'mastectomy' },
    } as const;
    const barred = barredArms([{ ...flag, code: { coding: [...flag.code.coding], text: flag.code.text } }]);
    expect(barred.get('left-arm')).toBe('mastectomy');
    expect(usualArm(barred)).toBe('right-arm');
    expect(barredArms([{ ...flag, status: 'inactive', code: { coding: [...flag.code.coding] } }]).size).toBe(
      0,
    );
  });
});

describe('which vitals', () => {
  const keys = (born: string, sex: 'male' | 'female' = 'male') =>
    dueVitals({ age: ageOn(born, '2026-11-23'), sex, pregnant: false })
      .filter((row) => row.expected)
      .map((row) => row.vital);
  test('[V24] an infant has a head circumference, an adult a blood pressure', () => {
    expect(keys('2026-05-01')).toContain('head');
    expect(keys('2026-05-01')).not.toContain('blood-pressure');
    expect(keys('1980-05-01')).toEqual([
      'blood-pressure',
      'pulse',
      'respiration',
      'temperature',
      'oxygen',
      'weight',
      'height',
      'pain',
    ]);
  });
  test('[V24] no vital appears twice at any age', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1920, max: 2026 }),
        fc.constantFrom('male' as const, 'female' as const),
        (year, sex) => {
          const all = dueVitals({ age: ageOn(`${year}-01-01`, '2026-11-23'), sex, pregnant: false }).map(
            (row) => row.vital,
          );
          expect(new Set(all).size).toBe(all.length);
        },
      ),
    );
  });
});

describe('red flags', () => {
  test.each([
    ['chest tightness for 2 days, worse on stairs', 'chest-pain'],
    ['Dolor de pecho desde ayer', 'chest-pain'],
    ["can't breathe", 'breathing'],
    ['passed out at church', 'fainted'],
    ['peor dolor de cabeza de mi vida', 'worst-headache'],
    ['wants to die', 'suicidal'],
    ['falta de aire al caminar', 'breathing'],
    ['pregnant and bleeding', 'pregnancy-bleeding'],
    ['hit his head, on warfarin', 'head-injury'],
  ])('[R1] "%s" raises %s', (words, code) => expect(redFlagsSaid(words)).toContain(code));
  test.each([
    'annual physical',
    'no chest pain, refill',
    'denies chest pain',
    'cough for a week',
    'sin dolor de pecho',
    'sugar 110',
  ])('[R1] "%s" raises none', (words) => expect(redFlagsSaid(words)).toEqual([]));
  test('[R1] codes are unique', () =>
    expect(new Set(RED_FLAGS.map((row) => row.code)).size).toBe(RED_FLAGS.length));
  test('[R2] two signs of sepsis are a cue, one is not', () => {
    expect(sepsisCue({ respiration: 22, systolic: 100, altered: false, years: 54 })).toBe(true);
    expect(sepsisCue({ respiration: 22, systolic: 130, altered: false, years: 54 })).toBe(false);
  });
});
