import { describe, expect, test } from 'vitest';
import { isSnomed } from '#fhir/check-digits.ts';
import { RXNORM, SNOMED } from '#fhir/systems.ts';
import { drugs } from '../rxnorm/load-rxnorm.ts';
import { reactions, substances } from './load-allergies.ts';

describe('allergy substances and reactions', () => {
  test('every SNOMED CT code passes its check digit', () => {
    const codes = [...substances().all.filter((one) => one.system === SNOMED), ...reactions().all].map(
      (one) => one.code,
    );
    expect(codes.filter((code) => !isSnomed(code))).toEqual([]);
  });
  test('every medicine is the RxNorm ingredient of that name', async () => {
    const list = await drugs();
    const wrong = substances().all.filter(
      (one) => one.system === RXNORM && list.find(one.code)?.name.toLowerCase() !== one.name.toLowerCase(),
    );
    expect(wrong).toEqual([]);
  });
  test('no code is listed twice', () => {
    const codes = substances().all.map((one) => one.code);
    expect(new Set(codes).size).toBe(codes.length);
  });
  test.each([
    ['sulfa', 'sulfonamide (any)'],
    ['pcn', 'penicillin (any)'],
    ['tylenol', 'acetaminophen'],
    ['peanuts', 'peanut'],
    ['shrimp', 'shellfish'],
    ['pennicillin', 'penicillin (any)'],
    ['latex', 'latex'],
  ])('%s is found as %s', (query, name) =>
    expect(
      substances()
        .search(query, 3)
        .map((one) => one.name),
    ).toContain(name),
  );
  test('hives are found, and nothing typed shows the list in its order', () => {
    expect(reactions().search('hives', 1)[0]?.code).toBe('126485001');
    expect(reactions().search('throat swelling', 1)[0]?.name).toBe('angioedema');
    expect(
      reactions()
        .search('', 3)
        .map((one) => one.name),
    ).toEqual(['hives', 'rash', 'itching of the skin']);
  });
});
