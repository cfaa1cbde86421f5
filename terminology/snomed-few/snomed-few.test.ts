import { expect, test } from 'vitest';
import { isSnomed } from '#fhir/check-digits.ts';
import { CONCEPTS, snomedDisplay } from './snomed-few.ts';

test.each(CONCEPTS.map(({ code, display }) => [code, display]))('%s (%s) passes the check digit', (code) =>
  expect(isSnomed(code)).toBe(true),
);
test('a code is looked up once', () => {
  expect(new Set(CONCEPTS.map(({ code }) => code)).size).toBe(CONCEPTS.length);
  expect(snomedDisplay('266919005')).toBe('Never smoked');
  expect(snomedDisplay('1')).toBeUndefined();
});
