import { describe, expect, it } from 'vitest';
import { concerns } from './queries.ts';

const change = { type: 'Observation', id: 'o1', patient: 'Patient/rosa' };

describe('a change', () => {
  it('makes a view stale that listens to its type', () => {
    expect(concerns(change, ['Observation'], {})).toBe(true);
    expect(concerns(change, ['Encounter'], {})).toBe(false);
  });
  it('of another patient leaves a patient’s view alone', () => {
    expect(concerns(change, ['Observation'], { patient: 'rosa' })).toBe(true);
    expect(concerns(change, ['Observation'], { patient: 'Patient/rosa' })).toBe(true);
    expect(concerns(change, ['Observation'], { patient: 'tunde' })).toBe(false);
    expect(concerns({ type: 'Location', id: 'l' }, ['Location'], { patient: 'tunde' })).toBe(true);
  });
});
