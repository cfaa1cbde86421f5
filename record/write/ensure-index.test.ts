import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSearch } from '#fhir/search/parse.ts';
import { openStore } from '../store.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';

describe('the index', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ zone: 'America/New_York' });
  });
  afterAll(() => database.close());

  it('is made anew when the clinic moves to another zone', async () => {
    const { store, pool } = database;
    await store.commit({
      author: 'Practitioner/maria',
      writes: [
        {
          kind: 'create',
          id: 'p',
          resource: { resourceType: 'Patient', name: [{ family: 'Rivera' }], birthDate: '2000-01-01' },
        },
        { kind: 'create', id: 'gone', resource: { resourceType: 'Patient', name: [{ family: 'Gone' }] } },
      ],
    });
    await store.commit({
      author: 'Practitioner/maria',
      writes: [{ kind: 'delete', type: 'Patient', id: 'gone' }],
    });
    const rows = () => pool.query('select param, low, high from record.span order by low');
    const before = await rows();
    const moved = await openStore({ pool, clinic: 1, zone: 'Asia/Tokyo' });
    const after = await rows();
    expect(after.rowCount).toBe(before.rowCount);
    expect(after.rows[0].low).toBe(before.rows[0].low - 14 * 3_600_000);
    const asked = parseSearch('Patient', [['birthdate', '2000-01-01']], {
      handling: 'strict',
      zone: 'Asia/Tokyo',
    });
    expect((await moved.search(asked)).matches.map((entry) => entry.id)).toEqual(['p']);
    const named = parseSearch('Patient', [['name', 'riv']], { handling: 'strict', zone: 'Asia/Tokyo' });
    expect((await moved.search(named)).matches).toHaveLength(1);
    await moved.close();
  });
});
