import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Write } from './record.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';

const patients = (count: number): Write[] =>
  Array.from({ length: count }, () => ({
    kind: 'create',
    id: randomUUID(),
    resource: { resourceType: 'Patient' },
  }));

describe('the statistics of a growing record', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('are counted anew when it has doubled, and not before', async () => {
    const { store, pool } = database;
    const counted = async (): Promise<number> => {
      await store.close();
      const { rows } = await pool.query<{ count: number }>(
        `select reltuples::float8 as count from pg_class where oid = 'record.resource'::regclass`,
      );
      return rows[0]?.count ?? 0;
    };
    const write = (count: number) => store.commit({ writes: patients(count), author: 'Practitioner/maria' });
    await write(600);
    expect(await counted()).toBe(600);
    await write(300);
    expect(await counted()).toBe(600);
    await write(300);
    expect(await counted()).toBe(1200);
  });
});
