import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../embedded/embedded.ts';
import { migrate } from '../migrate.ts';
import { openPool } from '../pool.ts';
import { databaseUrl, onServer } from './database-url.ts';
import { tablesFolders } from './tables-folders.ts';

const TEMPLATE = `medley_test_template_${process.pid}`;

/**
 * Once for the run: a cluster in a temporary directory (or the one of DATABASE_URL) and in it a migrated template, of
 * which `testDatabase()` copies. Safe to be called for each project: the second finds the first one's.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.MEDLEY_TEST_DATABASE) return undefined;
  const cluster = await openCluster();
  process.env.MEDLEY_TEST_DATABASE = cluster.url;
  process.env.MEDLEY_TEST_TEMPLATE = TEMPLATE;
  try {
    await makeTemplate(cluster.url);
  } catch (problem) {
    await cluster.close();
    throw problem;
  }
  return async () => {
    await onServer(cluster.url, `drop database if exists ${TEMPLATE} with (force)`);
    delete process.env.MEDLEY_TEST_DATABASE;
    await cluster.close();
  };
}

async function openCluster(): Promise<{ url: string; close: () => Promise<void> }> {
  const external = process.env.DATABASE_URL;
  if (external) return { url: external, close: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'medley-test-'));
  // The cluster is thrown away after the run: it need not survive a power cut.
  const embedded = await startEmbedded({
    dataDir: folder,
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200', shared_buffers: '128MB' },
  });
  const close = async () => {
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: embedded.connectionString, close };
}

async function makeTemplate(url: string): Promise<void> {
  await onServer(url, `drop database if exists ${TEMPLATE} with (force)`);
  await onServer(url, `create database ${TEMPLATE} template template0 encoding 'UTF8'`);
  const pool = openPool(databaseUrl(url, TEMPLATE), 2);
  try {
    await migrate(pool, tablesFolders());
  } finally {
    await pool.end();
  }
}
