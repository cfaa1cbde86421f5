import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '#fhir/fold.ts';
import type { Patient } from '#fhir/types.ts';
import { closenessOf } from './closeness.ts';
import { areTwins, dateSlips, duplicatesOf } from './duplicates.ts';
import { enteredOf } from './entered.ts';
import { findWords, looseKeys, storedKeys, strictKeys } from './find-keys.ts';
import { changedIn, EMPTY_PROFILE, mergeEdit, PROFILE_FIELDS, type Profile } from './profile.ts';
import { readQuery } from './read-query.ts';

const person = (given: string, family: string, also: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  name: [{ family, given: [given] }],
  birthDate: '1972-03-12',
  ...also,
});
const word = fc.stringMatching(/^[a-z]{4,12}$/);
const meets = (one: readonly number[], other: readonly number[]) => one.some((key) => other.includes(key));

describe('what is typed and who is meant share a key', () => {
  it('[R4] a word with any one slip: swapped, left out, doubled or another letter, the first one too', () => {
    const letter = fc.stringMatching(/^[a-z]$/);
    fc.assert(
      fc.property(
        word,
        fc.nat(),
        fc.constantFrom('swap', 'drop', 'add', 'change'),
        letter,
        (name, place, slip, other) => {
          const at = place % name.length;
          const rest = name.slice(at + 1);
          const typed = {
            swap: name.slice(0, at) + (rest[0] ?? '') + (name[at] ?? '') + rest.slice(1),
            drop: name.slice(0, at) + rest,
            add: name.slice(0, at) + other + name.slice(at),
            change: name.slice(0, at) + other + rest,
          }[slip];
          fc.pre(typed.length >= 4);
          const meant = person('X', name);
          expect(meets(looseKeys(typed), storedKeys(meant))).toBe(true);
          expect(
            closenessOf(
              { words: findWords(meant), birthDate: '' },
              { words: [typed], spelled: [], dates: [] },
            ),
          ).toBeGreaterThan(0);
        },
      ),
    );
  });
  it('[R3] every beginning of a word finds it', () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 1, max: 12 }), (name, length) => {
        expect(meets(strictKeys(name.slice(0, length)), storedKeys(person('X', name)))).toBe(true);
      }),
    );
  });
  it('[R4] what is spelled as typed is closer than any slip of it', () => {
    const score = (typed: string, family: string) =>
      closenessOf({ words: findWords(person('Ana', family)), birthDate: '' }, readQuery(typed, 2026));
    expect(score('delgado', 'Delgado')).toBeGreaterThan(score('delgado', 'Delgada'));
    expect(score('smith', 'Smith')).toBeGreaterThan(score('smith', 'Schmidt'));
    expect(score('smith', 'Smithson')).toBeGreaterThan(score('smith', 'Smyth'));
  });
  it('[R1] whatever is typed can be looked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (typed) => {
        for (const one of readQuery(typed, 2026).words) {
          expect(one).toBe(fold(one));
          expect(looseKeys(one).every(Number.isInteger)).toBe(true);
        }
      }),
    );
  });
});

describe('who is the same', () => {
  it('[R5] two fields decide, one never does', () => {
    const held = {
      ...person('Ana', 'Tan', { telecom: [{ system: 'phone', value: '+1 617-555-0142' }] }),
      id: 'a',
    };
    const asked = { given: 'Mei', family: 'Tán', birthDate: '1972-03-12', phone: '' };
    expect(duplicatesOf(asked, [held])).toHaveLength(1);
    expect(duplicatesOf({ ...asked, family: 'Wu' }, [held])).toHaveLength(0);
    expect(duplicatesOf({ ...asked, family: 'Wu', phone: '(617) 555-0142' }, [held])).toHaveLength(1);
    expect(duplicatesOf({ ...asked, birthDate: '1972-03-13' }, [held])).toHaveLength(0);
  });
  it('[R8] a slip of a birth date is a real date, another one, and slips back', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const date = day.toISOString().slice(0, 10);
        for (const slip of dateSlips(date)) {
          expect(slip).not.toBe(date);
          expect(new Date(slip).toISOString().slice(0, 10)).toBe(slip);
          if (date >= '1890') expect(dateSlips(slip)).toContain(date);
        }
      }),
      { numRuns: 40 },
    );
  });
  it('[R33] twins have one birth date, one surname and one home; without a home nobody is a twin', () => {
    const at = (line: string) => ({ address: [{ line: [line], postalCode: '01852-1234' }] });
    const ada = person('Ada', 'Paz', at('4 Elm St'));
    expect(areTwins(ada, person('Ida', 'Páz', at('4 elm st')))).toBe(true);
    expect(areTwins(ada, person('Ida', 'Paz', at('5 Elm St')))).toBe(false);
    expect(areTwins(ada, person('Ida', 'Ruiz', at('4 Elm St')))).toBe(false);
    expect(areTwins(ada, person('Ida', 'Paz', { ...at('4 Elm St'), birthDate: '1972-03-13' }))).toBe(false);
    expect(areTwins(person('Ada', 'Paz'), person('Ida', 'Paz'))).toBe(false);
  });
});

describe('two edits of one profile', () => {
  const texts = ['city', 'email', 'phone', 'preferred'] as const;
  const profile = fc
    .record(Object.fromEntries(texts.map((field) => [field, fc.constantFrom('', 'a', 'b')])))
    .map((said): Profile => ({ ...EMPTY_PROFILE, ...said }));
  it('[R31] a field is either mine, theirs, or a clash: one of the three, and only what both changed apart', () => {
    fc.assert(
      fc.property(profile, profile, profile, (opened, theirs, mine) => {
        const fields = changedIn(opened, mine);
        const of = (from: Profile) => Object.fromEntries(fields.map((field) => [field, from[field]]));
        const { merged, clashes } = mergeEdit(theirs, { was: of(opened), now: of(mine) });
        for (const field of PROFILE_FIELDS) {
          const iChanged = mine[field] !== opened[field];
          const theyChanged = theirs[field] !== opened[field];
          expect(clashes.includes(field)).toBe(iChanged && theyChanged && mine[field] !== theirs[field]);
          expect(merged[field]).toBe(iChanged ? mine[field] : theirs[field]);
        }
      }),
    );
  });
  it('[R9] each part of a person is confirmed, confirmed no more, or left as it was', () => {
    fc.assert(
      fc.property(profile, profile, (before, after) => {
        const { confirmed, emptied } = enteredOf(after, changedIn(before, after));
        expect(confirmed.filter((field) => emptied.includes(field))).toEqual([]);
        expect(confirmed.includes('phone')).toBe(before.phone !== after.phone && after.phone !== '');
        expect(emptied.includes('phone')).toBe(before.phone !== after.phone && after.phone === '');
        expect([...confirmed, ...emptied]).not.toContain('birth-date');
      }),
    );
  });
});
