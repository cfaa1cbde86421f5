import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { schemaText } from './schema-text.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';

const file = new URL('./schema.txt', import.meta.url);

describe('the schema', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  it('is what schema.txt says (MEDLEY_WRITE_SCHEMA=1 writes it anew)', async () => {
    const found = await schemaText(database.pool, 'record');
    if (process.env.MEDLEY_WRITE_SCHEMA) writeFileSync(file, found);
    expect(found).toBe(readFileSync(file, 'utf8'));
  });

  it('begins every key with the clinic and refers to nothing by foreign key', async () => {
    const { rows } = await database.pool.query(
      `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where n.nspname = 'record' and i.indisprimary and a.attname <> 'clinic'
       union all
       select k.conname from pg_constraint k join pg_namespace n on n.oid = k.connamespace
       where n.nspname = 'record' and k.contype = 'f'`,
    );
    expect(rows).toEqual([]);
  });

  it('is not migrated twice, nor by a file that was changed', async () => {
    const { pool } = database;
    expect(await migrate(pool)).toEqual([]);
    await pool.query(`update medley_migration set checksum = 'other' where owner = 'record'`);
    await expect(migrate(pool)).rejects.toThrow(/was changed after it had been applied/);
  });
});
