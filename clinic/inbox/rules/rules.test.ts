import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Temporal } from '#fhir/temporal.ts';
import type { MedicationRequest, MedicationStatement, Stored, Task } from '#fhir/types.ts';
import { ROLES } from '#gate/principal.ts';
import { CLOCKS, dueAt, urgencyOf } from './due.ts';
import { isOpen, KIND_CODES, kindsFor } from './kinds.ts';
import { attempted, attemptsOf, changedPrescription, needsLetter, proposalAnswer } from './outcome.ts';

const ZONE = 'America/New_York';
const hand = {
  who: { reference: 'Practitioner/staff-ma' as const, display: 'Maria Reyes' },
  at: '2026-11-23T15:00:00Z',
};
const call: Stored<Task> = {
  resourceType: 'Task',
  id: 'call',
  meta: { versionId: '1', lastUpdated: '2026-11-23T14:00:00Z' },
  status: 'requested',
  intent: 'order',
};

describe('what is due when', () => {
  test('[B2] every kind of work has one clock for every urgency', () => {
    for (const kind of KIND_CODES)
      for (const urgency of ['critical', 'abnormal', 'normal'] as const)
        expect(CLOCKS.filter((row) => row.kind === kind && row.urgency === urgency)).toHaveLength(1);
  });
  test('[B2] a critical result of 2:30 is due at 3:30, a normal one a week later at the end of the day', () => {
    const of = (urgency: 'critical' | 'normal') =>
      dueAt({ kind: 'review-result', urgency }, '2026-11-23T19:30:00Z', ZONE);
    expect(of('critical')).toBe('2026-11-23T20:30:00Z');
    expect(of('normal')).toBe('2026-12-01T05:00:00Z');
  });
  test('[B2] two business days after Friday end with Tuesday', () =>
    expect(dueAt({ kind: 'review-result', urgency: 'abnormal' }, '2026-11-20T19:30:00Z', ZONE)).toBe(
      '2026-11-25T05:00:00Z',
    ));
  test('[B2] work is always due after it came, and what is more urgent never later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KIND_CODES),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        (kind, day) => {
          const since = day.toISOString();
          const [critical, abnormal, normal] = (['critical', 'abnormal', 'normal'] as const).map((urgency) =>
            Temporal.Instant.from(dueAt({ kind, urgency }, since, ZONE)),
          );
          if (!critical || !abnormal || !normal) throw new Error('no clock');
          expect(Temporal.Instant.compare(critical, Temporal.Instant.from(since))).toBe(1);
          expect(Temporal.Instant.compare(critical, abnormal)).toBeLessThanOrEqual(0);
          expect(Temporal.Instant.compare(abnormal, normal)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
  test('[B2] a priority nobody set is routine', () =>
    expect([undefined, 'routine', 'urgent', 'asap', 'stat'].map(urgencyOf)).toEqual([
      'normal',
      'normal',
      'abnormal',
      'critical',
      'critical',
    ]));
});

describe('who', () => {
  test('[B1] results and proposals are the provider’s, calls everybody’s who cares for patients', () => {
    const of = Object.fromEntries(ROLES.map((role) => [role, kindsFor([role])]));
    expect(of).toEqual({
      'front-desk': [],
      biller: [],
      manager: [],
      ma: ['call-patient'],
      'lead-ma': ['call-patient'],
      nurse: ['call-patient'],
      provider: [...KIND_CODES],
    });
  });
});

describe('calls', () => {
  test('[B7] every try is kept, and only reaching her ends the call', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('left-message' as const, 'no-answer' as const, 'wrong-number' as const), {
          maxLength: 6,
        }),
        (tries) => {
          const after = tries.reduce((task, outcome) => attempted(task, { outcome, words: '' }, hand), call);
          expect(attemptsOf(after).map(({ outcome }) => outcome)).toEqual(tries);
          expect(isOpen(after)).toBe(true);
          const told = attempted(after, { outcome: 'reached', words: 'understood' }, hand);
          expect(told.status).toBe('completed');
          expect(attemptsOf(told).at(-1)).toMatchObject({
            outcome: 'reached',
            by: 'Maria Reyes',
            words: 'understood',
          });
        },
      ),
    );
  });
  test('[B7] two tries on one day ask for none, on two days for a letter', () => {
    const day = (at: string) => at.slice(0, 10);
    const tried = (...days: string[]) =>
      days.map((one) => ({ outcome: 'no-answer' as const, at: `${one}T15:00:00Z`, by: '', words: '' }));
    expect(needsLetter(tried('2026-11-23', '2026-11-23'), day)).toBe(false);
    expect(needsLetter(tried('2026-11-23', '2026-11-24'), day)).toBe(true);
    expect(
      needsLetter(
        [...tried('2026-11-23', '2026-11-24'), { outcome: 'reached', at: '', by: '', words: '' }],
        day,
      ),
    ).toBe(false);
  });
});

describe('prescriptions', () => {
  const request: Stored<MedicationRequest> = {
    resourceType: 'MedicationRequest',
    id: 'rx',
    meta: { versionId: '1', lastUpdated: '2026-11-23T14:00:00Z' },
    status: 'active',
    intent: 'order',
    subject: { reference: 'Patient/p' },
    dosageInstruction: [{ text: 'one daily', timing: { repeat: { frequency: 1 } } }],
  };
  const said = (more: Partial<MedicationStatement>): MedicationStatement => ({
    resourceType: 'MedicationStatement',
    status: 'active',
    subject: { reference: 'Patient/p' },
    ...more,
  });
  test('[B5] not taken stops it with the reason', () =>
    expect(changedPrescription(request, 'not-taking', { directions: '', reason: 'cost' })).toMatchObject({
      status: 'stopped',
      statusReason: { text: 'cost' },
      dosageInstruction: request.dosageInstruction,
    }));
  test('[B5] taken differently has the new directions, and none of the counted ones of before', () =>
    expect(
      changedPrescription(request, 'differently', { directions: 'half at night', reason: '' }),
    ).toMatchObject({ status: 'active', dosageInstruction: [{ text: 'half at night' }] }));
  test('[B5] a counted dose never survives beside other words', () =>
    expect(
      changedPrescription(request, 'differently', { directions: 'half', reason: '' }).dosageInstruction,
    ).toEqual([{ text: 'half' }]));
  test('[B5] what was taken back, or never said, asks for nothing', () => {
    expect(proposalAnswer(undefined)).toBeUndefined();
    expect(proposalAnswer(said({}))).toBeUndefined();
    expect(proposalAnswer(said({ status: 'unknown' }))).toBeUndefined();
    expect(proposalAnswer(said({ status: 'not-taken' }))).toBe('not-taking');
    expect(proposalAnswer(said({ statusReason: [{ coding: [{ code: 'differently' }] }] }))).toBe(
      'differently',
    );
  });
});
