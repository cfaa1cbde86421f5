import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '#record/testing/database.ts';
import { dueOn } from './due.ts';
import { RETENTION, recordDue, retention, rulesOf, rulesOn } from './retention.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

describe('how long what is written is kept', () => {
  test('[C10] the audit trail six years', () => {
    expect(retention()).toEqual({ years: 6, citation: '45 CFR 164.316(b)(2)(i)' });
  });

  test('[C14] every rule has a source, a day it was verified and a day it holds from', () => {
    for (const rule of RETENTION) {
      expect(rule.citation.length).toBeGreaterThan(5);
      expect(rule.lastVerified).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(rule.effectiveFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    expect(rulesOn('2026-11-24')).toHaveLength(RETENTION.filter(({ state }) => state === undefined).length);
    expect(rulesOn('1990-01-01')).toEqual([]);
  });

  test('[C14] every table of the house has a rule, and no other table is named', async () => {
    const { tables } = await dueOn(database.pool, { clinic: 1, day: '2026-11-24', rules: RETENTION });
    expect(tables.filter(({ rules }) => rules.length === 0).map(({ name }) => name)).toEqual([]);
    const there = new Set(tables.map(({ name }) => name));
    const named = RETENTION.flatMap((rule) => rule.tables).filter((name) => !name.endsWith('.*'));
    expect(named.filter((name) => !there.has(name))).toEqual([]);
  });

  test('[C14] a table that is named follows its own rule, not its schema’s', () => {
    expect(rulesOf('gate.session').map(({ keep }) => keep.kind)).toEqual(['short']);
    expect(rulesOf('gate.account').map(({ keep }) => keep.kind)).toEqual(['years']);
  });

  test('[C14] a record is kept ten years after the last entry, and a child’s until 28', () => {
    expect(recordDue({ lastEntry: '2020-05-06', birthDate: '1950-01-01' })).toBe('2030-05-06');
    expect(recordDue({ lastEntry: '2020-05-06', birthDate: '2019-02-03' })).toBe('2047-02-03');
    expect(recordDue({ lastEntry: '2020-05-06', birthDate: '2019' })).toBe('2047-12-31');
    expect(recordDue({ lastEntry: '2020-05-06', birthDate: '' })).toBe('2030-05-06');
  });

  test('[C14] never less than any rule asks for', () => {
    const day = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (lastEntry, birthDate) => {
        const due = recordDue({ lastEntry, birthDate });
        expect(Number(due.slice(0, 4)) - Number(lastEntry.slice(0, 4))).toBeGreaterThanOrEqual(10);
        expect(Number(due.slice(0, 4)) - Number(birthDate.slice(0, 4))).toBeGreaterThanOrEqual(28);
      }),
    );
  });

  test('[C14] says which records would fall due on a day, and takes none away', async () => {
    const { store, pool } = database;
    for (const [id, birthDate] of [
      ['old', '1940-01-01'],
      ['child', '2025-01-01'],
    ] as const)
      await store.commit({
        writes: [{ kind: 'create', id, resource: { resourceType: 'Patient', birthDate } }],
        author: 'Device/test',
      });
    const asked = (day: string) => dueOn(pool, { clinic: 1, day, rules: RETENTION });
    expect(await asked('2030-01-01')).toMatchObject({ patients: [], patientsInAll: 2 });
    const later = await asked(`${new Date().getUTCFullYear() + 11}-01-01`);
    expect(later.patients.map(({ id }) => id)).toEqual(['old']);
    expect((await asked('2099-01-01')).patients.map(({ id }) => id)).toEqual(['old', 'child']);
    expect(await store.read('Patient', 'old')).toBeDefined();
  });
});
