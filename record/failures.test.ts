import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from './pool.ts';
import { readOne } from './read/read.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';

describe('when the database cannot answer', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('a question that takes too long is ended and said to be too costly', async () => {
    await expect(database.store.rows('select pg_sleep(20)')).rejects.toMatchObject({
      status: 422,
      findings: [{ code: 'too-costly' }],
    });
  });

  it('a database that is away is answered as 503, to be tried again', async () => {
    const pool = openPool({ host: '/tmp/medley-nowhere', user: 'medley', database: 'postgres' }, 1);
    await expect(readOne({ pool, clinic: 1 }, 'Patient', 'p')).rejects.toMatchObject({ status: 503 });
    await pool.end();
  });

  it('a connection that was cut is replaced by itself', async () => {
    const { pool, store } = database;
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await store.read('Patient', 'nobody').catch(() => undefined);
    expect(await store.read('Patient', 'nobody')).toBeUndefined();
    const [entry] = await store.commit({
      writes: [{ kind: 'create', id: 'back', resource: { resourceType: 'Patient' } }],
      author: 'Device/test',
    });
    expect(entry?.version).toBe(1);
  });

  it('a text that no database keeps is refused, and nothing is written', async () => {
    const refused = database.store.commit({
      writes: [
        { kind: 'create', id: 'nul', resource: { resourceType: 'Patient', name: [{ family: 'a\u0000b' }] } },
      ],
      author: 'Device/test',
    });
    await expect(refused).rejects.toMatchObject({ status: 400 });
  });
});
