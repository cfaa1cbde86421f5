import { expect, test } from 'vitest';
import { vaccines } from './load-cvx.ts';

test('a vaccine is found by code, by name and by what people say', () => {
  expect(vaccines().all.length).toBe(288);
  expect(vaccines().find('3')?.cvx).toBe('03');
  expect(
    vaccines()
      .search('flu', 5)
      .every((one) => one.active),
  ).toBe(true);
  expect(vaccines().search('mmr', 1)[0]?.cvx).toBe('03');
  expect(
    vaccines()
      .search('shingles', 3)
      .some((one) => one.cvx === '187'),
  ).toBe(true);
  expect(vaccines().search('tdap', 1)[0]?.cvx).toBe('115');
});
