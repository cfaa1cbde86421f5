import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gtinCheckDigit, isDea, isGtin, isLoinc, isMbi, isNpi, isSnomed } from './check-digits.ts';

describe('check digits', () => {
  test('NPI 1234567893 is valid, 1234567890 is not', () => {
    expect(isNpi('1234567893')).toBe(true);
    expect(isNpi('1234567890')).toBe(false);
    expect(isNpi('3234567893')).toBe(false);
  });
  test('GTIN-14 body 0030001234567 has check digit 1', () => {
    expect(gtinCheckDigit('0030001234567')).toBe(1);
    expect(isGtin('00300012345671')).toBe(true);
    expect(isGtin('00300012345672')).toBe(false);
    expect(isGtin('4006381333931')).toBe(true);
  });
  test('DEA AB1234563 is valid', () => {
    expect(isDea('AB1234563')).toBe(true);
    expect(isDea('AB1234564')).toBe(false);
  });
  test('MBI 1EG4-TE5-MK73 has the format, S L O I B Z never occur', () => {
    expect(isMbi('1EG4-TE5-MK73')).toBe(true);
    expect(isMbi('1EG4TE5MK73')).toBe(true);
    for (const letter of 'SLOIBZ') expect(isMbi(`1${letter}G4TE5MK73`)).toBe(false);
  });
  test.each([
    '85354-9',
    '8480-6',
    '8462-4',
    '3150-0',
    '59408-5',
    '2708-6',
    '44249-1',
    '72166-2',
    '11506-3',
    '48765-2',
  ])('LOINC %s', (code) => expect(isLoinc(code)).toBe(true));
  test('LOINC 3150-6 fails', () => expect(isLoinc('3150-6')).toBe(false));
  test.each([
    '716186003',
    '409137002',
    '449868002',
    '428041000124106',
    '8517006',
    '266919005',
    '266927001',
    '390906007',
  ])('SNOMED %s', (code) => expect(isSnomed(code)).toBe(true));
  test('one wrong digit or two swapped neighbours are caught in every SNOMED id', () => {
    const known = '428041000124106';
    fc.assert(
      fc.property(fc.nat(known.length - 1), fc.integer({ min: 0, max: 9 }), (at, digit) => {
        const changed = known.slice(0, at) + digit + known.slice(at + 1);
        expect(isSnomed(changed)).toBe(changed === known);
      }),
    );
    for (let at = 0; at < known.length - 1; at++) {
      const swapped = known.slice(0, at) + known.charAt(at + 1) + known.charAt(at) + known.slice(at + 2);
      expect(isSnomed(swapped)).toBe(swapped === known);
    }
  });
  test('no text makes them throw', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => void [isNpi, isLoinc, isSnomed, isGtin, isDea, isMbi].map((is) => is(text)),
      ),
    );
  });
});
