import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { openPool } from '../pool.ts';
import type { RecordStore } from '../record.ts';
import { openStore, type StoreOptions } from '../store.ts';
import { databaseUrl, onServer } from './database-url.ts';

export interface TestDatabase {
  readonly pool: Pool;
  readonly url: string;
  readonly store: RecordStore & { close(): Promise<void> };
  readonly close: () => Promise<void>;
}

export const TEST_ZONE = 'America/New_York';

/**
 * A database of its own for a test file, with every table of the tree and nothing in them: a copy of the run's template.
 * `url` leads to another database instead, which is used as it is. Close it in `afterAll`.
 */
export async function testDatabase(
  options: Partial<Omit<StoreOptions, 'pool'>> & { url?: string } = {},
): Promise<TestDatabase> {
  const { url: external, ...rest } = options;
  const copy = external ? { url: external, drop: async () => {} } : await copyOfTemplate();
  const pool = openPool(copy.url);
  const store = await openStore({ clinic: 1, zone: TEST_ZONE, ...rest, pool });
  const close = async () => {
    await store.close();
    await pool.end();
    await copy.drop();
  };
  return { pool, url: copy.url, store, close };
}

async function copyOfTemplate(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.MEDLEY_TEST_DATABASE;
  const template = process.env.MEDLEY_TEST_TEMPLATE;
  if (!server || !template) throw new Error('There is no test cluster: run this with vitest.');
  const name = `t${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template ${template}`);
  return {
    url: databaseUrl(server, name),
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}
