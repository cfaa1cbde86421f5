import { expect, test } from 'vitest';
import { profiles } from './definitions/load.ts';
import { EXT, STAGES } from './medley.ts';
import { US_CORE } from './systems.ts';

test('every US Core profile that we name is one of US Core 6.1.0', () => {
  expect(Object.values(US_CORE).filter((url) => !(url in profiles()))).toEqual([]);
});
test('no two of our names are the same', () => {
  expect(new Set(Object.values(EXT)).size).toBe(Object.keys(EXT).length);
  expect(new Set(STAGES).size).toBe(STAGES.length);
});
