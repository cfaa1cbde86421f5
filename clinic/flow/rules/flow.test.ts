import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STAGES, type Stage } from '#fhir/medley.ts';
import type { Encounter } from '#fhir/types.ts';
import { isValid } from '#fhir/validate/validate.ts';
import { boardOf } from '../screens/columns.ts';
import type { Board, Card } from '../views/board.contract.ts';
import { mayMove, moveStage, nextStages, stageHistory, stageOf } from './stage.ts';
import { quantile, stageTimes } from './stage-times.ts';
import { minutesLate, nextStep, waitingSince, waitLevel } from './waiting.ts';

const fresh: Encounter = {
  resourceType: 'Encounter',
  id: 'visit',
  status: 'planned',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: 'Patient/p' },
};
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 14, minute)).toISOString();
const walk = (stages: readonly Stage[]) =>
  stages.reduce((encounter, stage, minute) => moveStage(encounter, stage, at(minute)), fresh);

/** Any way through the day that the rules allow. */
const anyDay = fc.array(fc.nat(), { minLength: 1, maxLength: 14 }).map((choices) => {
  const way: Stage[] = ['arrived'];
  for (const choice of choices) {
    const next = nextStages(way.at(-1) ?? 'arrived');
    const stage = next[choice % Math.max(next.length, 1)];
    if (stage) way.push(stage);
  }
  return way;
});

describe('stages', () => {
  it('[B1] any allowed day leaves a valid R4 Encounter whose history tells it, minute by minute', () => {
    fc.assert(
      fc.property(anyDay, (way) => {
        const encounter = walk(way);
        expect(isValid(encounter)).toBe(true);
        expect(stageHistory(encounter).map(({ stage }) => stage)).toEqual(way);
        expect(stageOf(encounter)).toBe(way.at(-1));
        const spans = stageHistory(encounter);
        for (const [index, span] of spans.entries())
          if (spans[index + 1]) expect(span.end).toBe(spans[index + 1]?.start);
        const past = encounter.statusHistory ?? [];
        for (const [index, { period }] of past.entries()) {
          expect(Date.parse(period.start ?? '')).toBeLessThanOrEqual(Date.parse(period.end ?? ''));
          // Contiguous: each status begins where the one before it ended.
          if (past[index + 1]) expect(period.end).toBe(past[index + 1]?.period.start);
        }
      }),
      { numRuns: 60 },
    );
  });
  it('[B2] who has left is not roomed again', () => {
    for (const stage of STAGES) {
      expect(mayMove('checked-out', stage)).toBe(false);
      expect(mayMove('left-without-being-seen', stage)).toBe(false);
    }
    expect(mayMove('ready', 'with-provider')).toBe(true);
  });
});

describe('waiting', () => {
  it('[B3] someone who came twenty minutes early waits from her slot on', () => {
    expect(waitingSince({ stage: 'arrived', start: at(0) }, at(20))).toBe(at(20));
    expect(waitingSince({ stage: 'arrived', start: at(25) }, at(20))).toBe(at(25));
    expect(waitingSince({ stage: 'ready', start: at(0) }, at(20))).toBe(at(0));
  });
  it('[B4] every wait is calm, amber or red, and never calmer than a shorter one', () => {
    const order = ['calm', 'amber', 'red'];
    const limits = { amber: 10, red: 20 };
    expect([9.9, 10, 19.9, 20].map((minutes) => waitLevel(minutes, limits))).toEqual([
      'calm',
      'amber',
      'amber',
      'red',
    ]);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (a, b) => {
          const [shorter, longer] = [Math.min(a, b), Math.max(a, b)];
          expect(order.indexOf(waitLevel(longer, limits))).toBeGreaterThanOrEqual(
            order.indexOf(waitLevel(shorter, limits)),
          );
        },
      ),
    );
  });
  it('[B5] every stage has one next step for everybody', () => {
    for (const stage of STAGES)
      for (const rooms of [true, false])
        for (const sees of [true, false]) expect(nextStep(stage, { rooms, sees })).toBeTruthy();
    const [assistant, provider, desk] = [
      { rooms: true, sees: false },
      { rooms: true, sees: true },
      { rooms: false, sees: false },
    ];
    expect(nextStep('ready', provider)).toBe('see');
    expect(nextStep('ready', assistant)).toBe('open-rooming');
    expect(nextStep('checked-in', assistant)).toBe('room');
    expect(nextStep('checked-in', desk)).toBe('open-check-in');
    // The front desk opens neither rooming nor note.
    for (const stage of ['roomed', 'ready', 'with-provider'] as const)
      expect(nextStep(stage, desk)).toBe('patient');
  });
  it('[B8] lateness counts from the slot and is never negative', () => {
    expect(minutesLate(at(10), new Date(at(26)))).toBe(16);
    expect(minutesLate(at(10), new Date(at(0)))).toBe(0);
  });
});

describe('stage times', () => {
  it('[B11] a whole visit has all its parts, and they add up', () => {
    const spans = stageHistory(
      walk(['arrived', 'checked-in', 'roomed', 'ready', 'with-provider', 'discharge-ready', 'checked-out']),
    );
    expect(stageTimes(spans)).toEqual({
      'door-to-room': 2,
      'room-to-ready': 1,
      'ready-to-provider': 1,
      provider: 1,
      'after-provider': 1,
      cycle: 6,
    });
  });
  it('[B11] a visit under way reports only what is over', () => {
    expect(stageTimes(stageHistory(walk(['arrived', 'roomed'])))).toEqual({ 'door-to-room': 1 });
  });
  it('[B11] the median lies between the values', () => {
    expect(quantile([1, 2, 3, 10], 0.5)).toBe(2.5);
    expect(quantile([], 0.5)).toBeUndefined();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, q) => {
          const found = quantile(values, q) ?? Number.NaN;
          expect(found >= Math.min(...values) && found <= Math.max(...values)).toBe(true);
        },
      ),
    );
  });
});

describe('whose visits', () => {
  const cards = [
    { encounter: 'seen', provider: 'chen', assistant: 'maria' },
    { encounter: 'other', provider: 'haddad', assistant: '' },
  ] as unknown as Card[];
  const board = { cards, expected: [{ provider: 'haddad' }] } as unknown as Board;
  it('[B5] a provider’s or an assistant’s own board holds her visits only; everyone’s holds all', () => {
    const shown = (staff: string) => boardOf(board, staff).cards.map(({ encounter }) => encounter);
    expect(shown('chen')).toEqual(['seen']);
    expect(shown('maria')).toEqual(['seen']);
    expect(shown('')).toEqual(['seen', 'other']);
    expect(boardOf(board, 'chen').expected).toEqual([]);
  });
});
