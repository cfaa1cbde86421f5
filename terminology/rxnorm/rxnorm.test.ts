import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drugs, searchMedications } from './load-rxnorm.ts';
import { ndcForms } from './rxnorm.ts';

const first = async (query: string): Promise<string | undefined> =>
  (await searchMedications(query, 1, 'product'))[0]?.name;

describe('finding a medicine', () => {
  test.each([
    ['lisinopril 10', 'lisinopril 10 MG Oral Tablet'],
    ['synthroid 50 mcg', 'levothyroxine sodium 0.05 MG Oral Tablet'],
    ['lipitor 20', 'atorvastatin 20 MG Oral Tablet'],
    ['z-pak', 'azithromycin 250 MG Oral Tablet'],
    ['norvasc', 'amlodipine 5 MG Oral Tablet'],
    ['trazadone 50', 'trazodone hydrochloride 50 MG Oral Tablet'],
    ['lisinopril 10mg', 'lisinopril 10 MG Oral Tablet'],
    ['10 mg lisinopril tab', 'lisinopril 10 MG Oral Tablet'],
    ['lisinoprl 10', 'lisinopril 10 MG Oral Tablet'],
    ['metformin 500', 'metformin hydrochloride 500 MG Oral Tablet'],
    ['metformin er 500', '24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet'],
    ['atorvastatin 20', 'atorvastatin 20 MG Oral Tablet'],
    ['amoxicillin 500', 'amoxicillin 500 MG Oral Tablet'],
    ['levothyroxine 0.05', 'levothyroxine sodium 0.05 MG Oral Tablet'],
    ['gabapentin 300', 'gabapentin 300 MG Oral Capsule'],
    ['omeprazole 20', 'omeprazole 20 MG Delayed Release Oral Capsule'],
  ])('%s is %s', async (query, name) => {
    const names = (await searchMedications(query, 3, 'product')).map((one) => one.name.toLowerCase());
    expect(names).toContain(name.toLowerCase());
  });
  test('a strength is meant whole: 5 is not 2.5', async () => {
    expect(
      (await searchMedications('warfarin 5', 5, 'product')).some((one) => one.name.includes('2.5 MG')),
    ).toBe(false);
  });
  test('an unknown name finds nothing rather than something else of that strength', async () => {
    expect(await searchMedications('qwertomycin 50 mg tablet', 5, 'product')).toEqual([]);
  });
  test('a brand leads to its products', async () =>
    expect((await first('zestril 10'))?.toLowerCase()).toContain('[zestril]'));
  test('for an allergy ingredients and brands are offered', async () => {
    const found = await searchMedications('amox', 5, 'ingredient');
    expect(found.every((one) => one.kind === 'ingredient')).toBe(true);
    expect(found[0]).toMatchObject({ name: 'amoxicillin', rxcui: '723' });
    expect(
      (await searchMedications('penicilin', 5, 'ingredient')).some((one) =>
        one.name.startsWith('penicillin'),
      ),
    ).toBe(true);
  });
  test('the medicines of the Synthea patients are known by code', async () => {
    const list = await drugs();
    for (const rxcui of ['314076', '308136', '197361', '313782', '2123111', '310798', '860975'])
      expect(list.find(rxcui)?.kind).toBe('product');
    expect(list.find('0')).toBeUndefined();
  });
  test('a package code leads to its product, in ten or eleven digits', async () => {
    const list = await drugs();
    expect(list.findByNdc('71879-0001-01')?.rxcui).toBe('2045409');
    expect(list.findByNdc('71879000101')?.rxcui).toBe('2045409');
    expect(ndcForms('1234-5678-90')).toEqual(['01234567890']);
  });
  test('whatever is typed, it answers with at most what was asked for', async () => {
    const list = await drugs();
    fc.assert(
      fc.property(fc.string(), fc.nat(10), (query, limit) => {
        expect(list.search(query, limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
