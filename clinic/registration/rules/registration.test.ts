import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Patient } from '#fhir/types.ts';
import { closeness, isSimilarName, typingErrors } from './closeness.ts';
import { readDates, readQuery } from './read-query.ts';

const person = (given: string, family: string, birthDate = '1972-03-12'): Patient => ({
  resourceType: 'Patient',
  name: [{ family, given: [given] }],
  birthDate,
});
const fits = (typed: string, patient: Patient) => closeness(patient, readQuery(typed, 2026));

describe('the one box', () => {
  it('[R2] understands a birth date in any usual form', () => {
    for (const typed of [
      '03/12/1972',
      '3-12-72',
      '3/12/1972',
      '1972-03-12',
      '12 Mar 1972',
      'March 12, 1972',
      '03121972',
      '031272',
      '12 marzo 1972',
    ])
      expect(readDates(typed, 2026), typed).toContain('1972-03-12');
  });
  it('[R2] takes the American reading first and keeps the other', () => {
    expect(readDates('03/04/1980', 2026)).toEqual(['1980-03-04', '1980-04-03']);
    expect(readDates('31/12/1980', 2026)).toEqual(['1980-12-31']);
    expect(readDates('02/30/1980', 2026)).toEqual([]);
  });
  it('[R2] a two-digit year is never in the future', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), (year) => {
        for (const date of readDates(`01/02/${String(year).padStart(2, '0')}`, 2026))
          expect(Number(date.slice(0, 4))).toBeLessThanOrEqual(2026);
      }),
    );
  });
  it('[R1] tells a phone, a record number and a scanned code apart', () => {
    expect(readQuery('(617) 555-0142', 2026).phone).toBe('6175550142');
    expect(readQuery('+1 617 555 0142', 2026).phone).toBe('6175550142');
    expect(readQuery('004511', 2026).number).toBe('004511');
    expect(readQuery('MEDLEY:P:0ef7a3b5-53ee', 2026).id).toBe('0ef7a3b5-53ee');
    expect(readQuery('Delgado, Rosa 3/12/72', 2026)).toMatchObject({
      words: ['delgado', 'rosa'],
      dates: ['1972-03-12', '1972-12-03'],
    });
  });
  it('[R1] reads anything without falling over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(readQuery(typed, 2026).words).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('who answers', () => {
  const rosa = person('Rosa', 'Delgado');
  it('[R3] names in any order, without accents, and by nickname', () => {
    for (const typed of ['rosa delgado', 'Delgado Rosa', 'del ros', 'DELGADO, rosa'])
      expect(fits(typed, rosa), typed).toBeGreaterThan(0);
    expect(fits('jose muller', person('José', 'Müller'))).toBeGreaterThan(0);
    expect(fits('peggy olson', person('Margaret', 'Olson'))).toBeGreaterThan(0);
  });
  it('[R4] one slip of the finger is forgiven in a longer word, two are not in a short one', () => {
    expect(fits('delgdao rosa', rosa)).toBeGreaterThan(0);
    expect(fits('rxyz delgado', rosa)).toBe(0);
  });
  it('[R4] a birth date that does not fit excludes, one that does comes first', () => {
    expect(fits('rosa delgado 03/13/1972', rosa)).toBe(0);
    expect(fits('rosa delgado 03/12/1972', rosa)).toBeGreaterThan(fits('rosa delgado', rosa));
  });
  it('[R4] typing errors: none for equal words, never more than the longer word has letters, the same both ways', () => {
    const word = fc.string({ maxLength: 10 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(typingErrors(one, one, 20)).toBe(0);
        expect(typingErrors(one, other, 20)).toBe(typingErrors(other, one, 20));
        expect(typingErrors(one, other, 20)).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
  it('[R8] warns of names that are easily taken for each other', () => {
    expect(isSimilarName(rosa, person('Rosa', 'Delgado', '1990-01-01'))).toBe(true);
    expect(isSimilarName(rosa, person('Rose', 'Delgato'))).toBe(true);
    expect(isSimilarName(rosa, person('Ana', 'Delgado'))).toBe(false);
  });
});
