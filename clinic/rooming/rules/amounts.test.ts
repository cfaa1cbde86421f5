import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoinc } from '#fhir/check-digits.ts';
import { AMOUNT_KEYS, AMOUNTS, amountsFor, amountsOf, readAmount, wrongAmount } from './amounts.ts';
import { cuffForArm, QUALIFIERS } from './qualifiers.ts';
import { VITALS } from './vitals.ts';

describe('amounts beside a vital', () => {
  test('[V26] a flow and a concentration belong to a saturation on oxygen, not on room air', () => {
    expect(amountsFor('oxygen', { 'oxygen-source': 'on-oxygen' })).toEqual([
      'oxygen-flow',
      'inspired-oxygen',
    ]);
    expect(amountsFor('oxygen', { 'oxygen-source': 'room-air' })).toEqual([]);
    expect(wrongAmount('oxygen', { 'oxygen-flow': 2 }, { 'oxygen-source': 'room-air' })).toBe('oxygen-flow');
    expect(wrongAmount('oxygen', { 'oxygen-flow': 2 }, { 'oxygen-source': 'on-oxygen' })).toBeUndefined();
    expect(wrongAmount('pulse', { 'oxygen-flow': 2 }, {})).toBe('oxygen-flow');
  });
  test('[V26] 2, 2.5 and .5 litres are read, 20 % of oxygen is less than air', () => {
    expect(['2', '2.5', '.5', ' 10 '].map((text) => readAmount('oxygen-flow', text))).toEqual([
      2, 2.5, 0.5, 10,
    ]);
    expect(['two', '2.55', '2l', ''].map((text) => readAmount('oxygen-flow', text))).toEqual(
      Array.from({ length: 4 }, () => 'unreadable'),
    );
    expect(readAmount('inspired-oxygen', '20')).toBe('impossible');
    expect(readAmount('inspired-oxygen', '28')).toBe(28);
    expect(readAmount('oxygen-flow', '600')).toBe('impossible');
  });
  test('[V26] whatever is read is within the limits of its row and is read again as itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...AMOUNT_KEYS), fc.string({ maxLength: 6 }), (key, text) => {
        const read = readAmount(key, text);
        if (typeof read !== 'number') return;
        expect(read).toBeGreaterThanOrEqual(AMOUNTS[key].min);
        expect(read).toBeLessThanOrEqual(AMOUNTS[key].max);
        expect(readAmount(key, String(read))).toBe(read);
      }),
    );
  });
  test('[V26] letters of amounts are no letters of qualifiers, and codes pass their check digit', () => {
    for (const row of VITALS) {
      const taken = row.qualifiers.flatMap((key) => QUALIFIERS[key].choices.map((choice) => choice.key));
      for (const key of amountsOf(row.key)) expect([...taken, 'x', 'p']).not.toContain(AMOUNTS[key].key);
    }
    for (const { loinc } of Object.values(AMOUNTS)) expect(loinc === undefined || isLoinc(loinc)).toBe(true);
  });
  test('[V27] the thickness of the arm names its cuff, and none outside of the table', () => {
    expect([24, 30, 38, 48].map(cuffForArm)).toEqual(['small-adult', 'adult', 'large-adult', 'extra-large']);
    expect([21, 53].map(cuffForArm)).toEqual([undefined, undefined]);
  });
});
