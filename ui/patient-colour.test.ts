import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hueOf } from './patient-colour.ts';

describe('the colour of a patient', () => {
  it('is always the same, and never the red or amber that mean something', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(hueOf(id)).toBe(hueOf(id));
        expect(hueOf(id)).toBeGreaterThanOrEqual(120);
        expect(hueOf(id)).toBeLessThan(340);
      }),
    );
  });
  it('differs for ids that differ in one letter, nearly always', () => {
    const hues = new Set(Array.from({ length: 50 }, (_, at) => hueOf(`patient-${at}`)));
    expect(hues.size).toBeGreaterThan(12);
  });
});
