import { describe, expect, test } from 'vitest';
import { errorsBetween, WordIndex } from './word-index.ts';

describe('the word index', () => {
  const index = new WordIndex();
  for (const text of ['lisinopril 10 MG Oral Tablet', 'lisinopril 100 MG', 'Müller’s café', 'metformin 500'])
    index.add(text);
  index.seal();
  const at = (...words: string[]) => index.find(words.map((word) => [word])).map((hit) => hit.at);
  test('words in any order, beginnings, without accents', () => {
    expect(at('tablet', 'lisin')).toEqual([0]);
    expect(at('cafe')).toEqual([2]);
  });
  test('a number is meant whole', () => expect(at('lisinopril', '10')).toEqual([0]));
  test('one or two typing errors', () => {
    expect(at('lisinoprl', '10')).toEqual([0]);
    expect(at('metfromin')).toEqual([3]);
    expect(at('xyzzy')).toEqual([]);
  });
  test('of three words one may fail', () => expect(at('lisinopril', '10', 'syrup')).toEqual([0]));
  test('an exact word counts more than a beginning', () => {
    const [exact] = index.find([['metformin']]);
    const [beginning] = index.find([['metfor']]);
    expect(exact?.score).toBeGreaterThan(beginning?.score ?? 0);
  });
  test('edits are counted up to the most that is asked', () => {
    expect(errorsBetween('hypertention', 'hypertension', 2)).toBe(1);
    expect(errorsBetween('pnuemonia', 'pneumonia', 2)).toBe(1);
    expect(errorsBetween('abc', 'xyz', 1)).toBe(2);
  });
});
