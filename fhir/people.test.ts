import { describe, expect, test } from 'vitest';
import { ageOn, spokenAge } from './age.ts';
import { fold } from './fold.ts';
import { calledName, displayName, filingName, initials, nameText, officialName } from './names.ts';
import { idOf, parseReference, sameReference } from './reference.ts';

describe('names', () => {
  const names = [
    { use: 'old' as const, family: 'Holloway', given: ['Margaret'] },
    { use: 'official' as const, family: 'Olson', given: ['Margaret', 'Ann'], suffix: ['Jr.'] },
    { use: 'usual' as const, given: ['Peggy'] },
  ];
  test('the official name is shown with the preferred one in quotes', () => {
    expect(displayName(names)).toBe('Margaret Ann “Peggy” Olson Jr.');
    expect(filingName(officialName(names))).toBe('Olson Jr., Margaret Ann');
    expect(calledName(names)).toBe('Peggy');
    expect(initials(names)).toBe('MO');
  });
  test('a name of text only, or none, is no trouble', () => {
    expect(displayName([{ text: 'Baby Doe' }])).toBe('Baby Doe');
    expect(displayName(undefined)).toBe('');
    expect(nameText({ given: [' '], family: 'O’Brien' })).toBe('O’Brien');
    expect(initials([])).toBe('');
  });
});

describe('ages', () => {
  test('are said in days, weeks, months, then years', () => {
    const said = (born: string, on: string) => {
      const age = ageOn(born, on);
      return age ? spokenAge(age) : undefined;
    };
    expect(said('2026-11-20', '2026-11-23')).toEqual({ count: 3, unit: 'day' });
    expect(said('2026-10-12', '2026-11-23')).toEqual({ count: 6, unit: 'week' });
    expect(said('2025-07-23', '2026-11-23')).toEqual({ count: 16, unit: 'month' });
    expect(said('2024-11-23', '2026-11-23')).toEqual({ count: 2, unit: 'year' });
  });
  test('16 months and 10 days are not 16 years', () => {
    expect(ageOn('2025-07-13', '2026-11-23')).toEqual({
      years: 1,
      months: 4,
      days: 10,
      totalMonths: 16,
      totalDays: 498,
    });
  });
  test('someone born on 29 February is a year older on 1 March', () => {
    expect(ageOn('2004-02-29', '2025-02-28')?.years).toBe(20);
    expect(ageOn('2004-02-29', '2025-03-01')?.years).toBe(21);
  });
  test('an unborn or impossible date has no age', () => {
    expect(ageOn('2027-01-01', '2026-11-23')).toBeUndefined();
    expect(ageOn('2026-02-30', '2026-11-23')).toBeUndefined();
    expect(ageOn(undefined, '2026-11-23')).toBeUndefined();
  });
});

describe('folding', () => {
  test.each([
    ['Müller', 'muller'],
    ['José', 'jose'],
    ['Weiß-Straße', 'weiss strasse'],
    ["O'Brien", 'obrien'],
    ['ŁUKASZ Øberg', 'lukasz oberg'],
    ['Nguyễn Văn Đức', 'nguyen van duc'],
    ['Ελένη Παπαδοπούλου', 'ελενη παπαδοπουλου'],
    ['Семён Йорк', 'семен иорк'],
    ['محمّد', 'محمد'],
    ['ｆｕｌｌ　width', 'full width'],
    ['  <b> ', 'b'],
    ['김철수', '김철수'],
    ['कि', 'कि'],
  ])('%s is compared as %s', (text, folded) => expect(fold(text)).toBe(folded));
  test('folding twice changes nothing', () => {
    for (const text of ['İstanbul', 'Weiß', 'Σίσυφος', 'ﬁn']) expect(fold(fold(text))).toBe(fold(text));
  });
});

describe('references', () => {
  test('relative, absolute, urn, contained', () => {
    expect(parseReference('Patient/85')).toEqual({ type: 'Patient', id: '85' });
    expect(parseReference('Patient/85/_history/2')).toEqual({ type: 'Patient', id: '85', version: '2' });
    expect(parseReference('https://else.org/fhir/Patient/85')).toEqual({
      type: 'Patient',
      id: '85',
      url: 'https://else.org/fhir/Patient/85',
    });
    expect(parseReference('urn:uuid:61ebe359')).toEqual({ url: 'urn:uuid:61ebe359' });
    expect(parseReference('#org')).toEqual({ url: '#org' });
    expect(parseReference('Patient?identifier=x')).toBeUndefined();
    expect(idOf({ reference: 'Group/1' }, 'Patient')).toBeUndefined();
    expect(sameReference({ reference: 'Patient/1' }, { reference: 'Patient/1/_history/3' })).toBe(true);
  });
});
