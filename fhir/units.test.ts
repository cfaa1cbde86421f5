import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyMassIndex, convert, inches, pounds, roundTo, toCanonical } from './units.ts';

describe('units as typed and as stored', () => {
  test('180 lb are 81.65 kg, 70 in are 177.8 cm, 101.3 F are 38.5 C', () => {
    expect(toCanonical(180, '[lb_av]')).toEqual({ value: 81.6466266, unit: 'kg' });
    expect(roundTo(81.6466266, 2)).toBe(81.65);
    expect(toCanonical(70, '[in_i]')).toEqual({ value: 177.8, unit: 'cm' });
    expect(toCanonical(101.3, '[degF]')).toEqual({ value: 38.5, unit: 'Cel' });
    expect(toCanonical(98.6, '[degF]')?.value).toBe(37);
    expect(toCanonical(-40, '[degF]')?.value).toBe(-40);
  });
  test('82.5 kg at 178 cm is a body mass index of 26.0', () => {
    expect(roundTo(bodyMassIndex(82.5, 178) ?? 0, 1)).toBe(26);
    expect(bodyMassIndex(80, 0)).toBeUndefined();
  });
  test('pounds with ounces and feet with inches are one value', () => {
    expect(toCanonical(pounds(7, 8), '[lb_av]')?.value).toBe(3.401942775);
    expect(toCanonical(inches(5, 10), '[in_i]')?.value).toBe(177.8);
    expect(toCanonical(3400, 'g')).toEqual({ value: 3.4, unit: 'kg' });
  });
  test('a mass is never a length', () => expect(convert(1, 'kg', 'cm')).toBeUndefined());
  test('rounding goes by the digits that were written', () => {
    expect(roundTo(81.645, 2)).toBe(81.65);
    expect(roundTo(-1.005, 2)).toBe(-1.01);
    expect(roundTo(1e-7, 3)).toBe(0);
    expect(roundTo(2.5, 0)).toBe(3);
  });
  test('what was typed comes back when shown in its own unit', () => {
    const typed = fc.integer({ min: 1, max: 99_999 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(
        typed,
        fc.constantFrom('[lb_av]', '[oz_av]', '[in_i]', '[ft_i]', '[degF]', 'g', 'm'),
        (value, unit) => {
          const stored = toCanonical(value, unit);
          expect(stored).toBeDefined();
          if (stored) expect(roundTo(convert(stored.value, stored.unit, unit) ?? 0, 6)).toBe(value);
        },
      ),
    );
  });
});
