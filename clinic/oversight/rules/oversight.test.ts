import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS } from '#gate/audit/row.ts';
import { ROLES } from '#gate/principal.ts';
import { ACCESS_WORDS, whatWords, whoWords } from './access-words.ts';
import { ACCESS_KINDS, accessesOf, kindOf, PARTS } from './accesses.ts';
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

describe('who looked at one record', () => {
  const at = (minutes: number) =>
    new Date(Date.parse('2026-11-23T15:00:00Z') - minutes * 60_000).toISOString();
  it('[O4] every action of the trail has a kind, and what was refused is said as refused', () => {
    for (const action of AUDIT_ACTIONS) {
      expect(ACCESS_KINDS).toContain(kindOf({ action, outcome: 'success' }));
      expect(kindOf({ action, outcome: 'refused' })).toBe('refused');
    }
  });
  it('[O4] says who, what and which part in both languages, and has words for every part and role', () => {
    const [one] = accessesOf([row({ action: 'create', type: 'MedicationStatement' })]);
    expect(one && whoWords(one, 'en')).toBe('Maria Reyes (medical assistant)');
    expect(one && whatWords(one, 'en')).toBe('Wrote or changed medicines');
    expect(one && whatWords(one, 'es')).toBe('Escribió o cambió medicinas');
    for (const language of ['en', 'es'] as const) {
      expect(Object.keys(ACCESS_WORDS[language].parts).sort()).toEqual(PARTS);
      expect(Object.keys(ACCESS_WORDS[language].roles)).toEqual([...ROLES, 'owner', 'machine', 'system']);
    }
  });
  it('[O5] gathers one hand and one kind within a quarter of an hour', () => {
    const lines = accessesOf([
      row({ id: '1', at: at(0), type: 'Observation' }),
      row({ id: '2', at: at(1), account: 'jo' }),
      row({ id: '3', at: at(10), type: 'Condition' }),
      row({ id: '4', at: at(20) }),
    ]);
    expect(lines.map(({ id, rows, parts }) => [id, rows, parts])).toEqual([
      ['1', 2, ['measurements', 'problems']],
      ['2', 1, ['measurements']],
      ['4', 1, ['measurements']],
    ]);
  });
  it('[O5] loses no row, whatever comes', () => {
    const any = fc.record({
      account: fc.constantFrom('a', 'b'),
      outcome: fc.constantFrom('success' as const, 'refused' as const),
      action: fc.constantFrom(...AUDIT_ACTIONS),
      type: fc.constantFrom('', 'Patient', 'Basic'),
      operation: fc.constantFrom('', 'chart/open-chart', 'nothing/known'),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (parts) => {
        const rows = parts.map((part, place) => row({ ...part, id: String(place), at: at(place * 4) }));
        const lines = accessesOf(rows);
        expect(lines.reduce((sum, line) => sum + line.rows, 0)).toBe(rows.length);
        for (const line of lines) for (const part of line.parts) expect(PARTS).toContain(part);
      }),
    );
  });
});
