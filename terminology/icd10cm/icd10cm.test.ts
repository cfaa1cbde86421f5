import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rows } from '../tsv.ts';
import { icd10cm, searchIcd10 } from './load-icd10cm.ts';

const first = async (query: string): Promise<string | undefined> => (await searchIcd10(query, 1))[0]?.code;

describe('finding a diagnosis', () => {
  test('the whole list is there', async () => {
    const list = await icd10cm();
    expect(list.size).toBe(97_584);
    expect(list.edition).toBe('ICD-10-CM FY2025');
  });
  test.each([
    ['hypertension', 'I10'],
    ['high blood pressure', 'I10'],
    ['HTN', 'I10'],
    ['hypertention', 'I10'],
    ['type 2 diabetes', 'E11.9'],
    ['diabetes type 2', 'E11.9'],
    ['diabtes', 'E11.9'],
    ['DM2', 'E11.9'],
    ['dm2 neuropathy', 'E11.42'],
    ['COPD', 'J44.9'],
    ['copd exacerbation', 'J44.1'],
    ['UTI', 'N39.0'],
    ['URI', 'J06.9'],
    ['GERD', 'K21.9'],
    ['CHF', 'I50.9'],
    ['AFib', 'I48.91'],
    ['a fib', 'I48.91'],
    ['OA', 'M19.90'],
    ['LBP', 'M54.50'],
    ['knee pain right', 'M25.561'],
    ['pain in right knee', 'M25.561'],
    ['pnuemonia', 'J18.9'],
    ['ear infection', 'H66.90'],
    ['oedema', 'R60.0'],
    ['left ankle sprain', 'S93.402A'],
    ['sore throat', 'J02.9'],
    ['physical', 'Z00.00'],
    ['heart attack', 'I21.9'],
  ])('%s is %s', async (query, code) => expect(await first(query)).toBe(code));
  test.each([
    ['E11.9', 'E11.9'],
    ['e119', 'E11.9'],
    ['i10', 'I10'],
    ['S93401A', 'S93.401A'],
    ['M25.5', 'M25.5'],
  ])('the code %s is found as typed', async (query, code) => expect(await first(query)).toBe(code));
  test('headers are left out when only billable codes are wanted', async () => {
    expect((await searchIcd10('e11', 50)).some((one) => !one.billable)).toBe(true);
    expect((await searchIcd10('e11', 50, { billableOnly: true })).every((one) => one.billable)).toBe(true);
  });
  test('a code is looked up with or without its dot', async () => {
    const list = await icd10cm();
    expect(list.find('e119')).toEqual({
      code: 'E11.9',
      display: 'Type 2 diabetes mellitus without complications',
      billable: true,
    });
    expect(list.find('E11')?.billable).toBe(false);
    expect(list.find('nothing')).toBeUndefined();
  });
  test('every common code exists, may be billed, and is found by what the clinic says', async () => {
    const list = await icd10cm();
    const common = rows(readFileSync(join(import.meta.dirname, 'common.tsv'), 'utf8'), ['code', 'says']);
    expect(common.filter(({ code }) => !list.find(code)?.billable)).toEqual([]);
    const lost = common.flatMap(({ code, says }) =>
      says
        .split('|')
        .filter((phrase) => !list.search(phrase, 8).some((one) => one.code === code))
        .map((phrase) => `${code} ${phrase}`),
    );
    expect(lost).toEqual([]);
  });
  test('whatever is typed, it answers with at most what was asked for', async () => {
    const list = await icd10cm();
    fc.assert(
      fc.property(fc.string(), fc.nat(20), (query, limit) => {
        expect(list.search(query, limit).length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 300 },
    );
    expect(list.search('', 5)).toEqual([]);
    expect(list.search('x'.repeat(100_000), 5)).toEqual([]);
  });
});
