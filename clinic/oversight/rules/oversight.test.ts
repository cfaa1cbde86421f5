import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayBounds } from './day-bounds.ts';
import { looksOf, type TrailRow } from './looks.ts';

const row = (part: Partial<TrailRow>): TrailRow => ({
  id: 'a',
  at: '2026-11-23T15:00:00.000Z',
  account: 'maria',
  display: 'Maria Reyes',
  roles: ['ma'],
  workstation: 'room 2',
  action: 'view',
  outcome: 'success',
  patients: ['p1'],
  type: '',
  resource: '',
  operation: 'rooming/page',
  reason: '',
  ...part,
});

describe('a span of days', () => {
  it('[O2] goes from the clinic’s midnight to the midnight after', () => {
    expect(dayBounds('2026-11-23', '2026-11-23', 'America/New_York')).toEqual({
      from: '2026-11-23T05:00:00.000Z',
      to: '2026-11-24T05:00:00.000Z',
    });
  });
  it('[O2] has 25 hours on the day the clocks go back', () => {
    const { from = '', to = '' } = dayBounds('2026-11-01', '2026-11-01', 'America/New_York');
    expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(25);
  });
  it('[O2] leaves out what is no day', () => {
    expect(dayBounds('', '2026-02-30', 'UTC')).toEqual({});
  });
});

describe('looks', () => {
  it('[O3] gather one hand at one patient within a minute', () => {
    const rows = [
      row({ id: '1' }),
      row({ id: '2', at: '2026-11-23T14:59:20.000Z' }),
      row({ id: '3', at: '2026-11-23T14:58:00.000Z' }),
    ];
    expect(looksOf(rows).map((look) => look.rows.map(({ id }) => id))).toEqual([['1', '2'], ['3']]);
  });
  it('[O3] keep another hand, another patient and every refusal apart', () => {
    expect(looksOf([row({}), row({ account: 'jo' })])).toHaveLength(2);
    expect(looksOf([row({}), row({ patients: ['p2'] })])).toHaveLength(2);
    expect(looksOf([row({ outcome: 'refused' }), row({ outcome: 'refused' })])).toHaveLength(2);
  });
  it('[O1] [O3] lose no row', () => {
    const any = fc.record({
      account: fc.constantFrom('a', 'b'),
      outcome: fc.constantFrom('success' as const, 'refused' as const),
      action: fc.constantFrom('view', 'read'),
    });
    fc.assert(
      fc.property(fc.array(any), (parts) => {
        const rows = parts.map((part, at) => row({ ...part, id: String(at) }));
        expect(looksOf(rows).flatMap((look) => look.rows)).toEqual(rows);
      }),
    );
  });
});
