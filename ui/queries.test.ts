import { describe, expect, it } from 'vitest';
import { concerns, goesStale } from './queries.ts';

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

describe('a stream that was away for a moment', () => {
  const news = { changes: [], topics: [], drafts: [], gap: false, reopened: true };
  it('makes stale what hears topics: nobody tells them afterwards', () => {
    expect(goesStale(news, ['Encounter', 'presence'], {})).toBe(true);
    expect(goesStale(news, ['draft'], {})).toBe(true);
  });
  it('leaves alone what hears changes only: they are told by the feed', () => {
    expect(goesStale(news, ['Encounter', 'Appointment'], {})).toBe(false);
    expect(goesStale({ ...news, gap: true }, ['Encounter'], {})).toBe(true);
  });
});
