import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../embedded/embedded.ts';
import { migrate } from '../migrate.ts';
import { openPool } from '../pool.ts';
import type { RecordStore } from '../record.ts';
import { openStore } from '../store.ts';
import { makeKeyFile, secretOfFile } from './key.ts';
import { makeBackup } from './make-backup.ts';
import { prune } from './prune.ts';
import { restoreBackup } from './restore-backup.ts';

const root = mkdtempSync(join(tmpdir(), 'medley-backup-'));
execFileSync('chmod', ['755', root]);
/** Of the system, for a disk that is soon full. */
const tool = (name: string) => (existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : `/bin/${name}`);
const place = (name: string) => join(root, name);
makeKeyFile(place('key'));
makeKeyFile(place('other-key'));
const secret = secretOfFile(place('key'));

let embedded: Embedded;
let pool: Pool;
let store: RecordStore & { close(): Promise<void> };
const options = (to: string) => ({
  connection: embedded.connectionString,
  cluster: join(place('clinic'), 'pg'),
  to,
  secret,
  facts: async () => ({ said: 'here' }),
});
const write = async (id = randomUUID()): Promise<string> => {
  await store.commit({
    writes: [{ kind: 'create', id, resource: { resourceType: 'Patient', name: [{ family: id }] } }],
    author: 'Device/test',
  });
  return id;
};
/** The ids that a restore of `from` holds. */
const restored = async (from: string, at?: string): Promise<Set<string>> => {
  const data = place(`restored-${randomUUID().slice(0, 8)}`);
  const { found } = await restoreBackup({ from, data, secret, at }, async (other) => {
    const { rows } = await other.query<{ id: string }>(
      "select id from record.current where type = 'Patient'",
    );
    return new Set(rows.map(({ id }) => id));
  });
  expect(readdirSync(data).sort()).toContain('pg');
  rmSync(data, { recursive: true, force: true });
  return found;
};
const instant = async (): Promise<string> => {
  const { rows } = await pool.query<{ at: Date }>('select clock_timestamp() as at');
  // A millisecond on both sides, which is how instants are written.
  await pool.query('select pg_sleep(0.05)');
  return new Date((rows[0]?.at.getTime() ?? 0) + 20).toISOString();
};

beforeAll(async () => {
  embedded = await startEmbedded({ dataDir: place('clinic') });
  pool = openPool(embedded.poolConfig);
  await migrate(pool);
  store = await openStore({ pool, clinic: 1, zone: 'UTC' });
});
afterAll(async () => {
  await store?.close();
  await pool?.end();
  await embedded?.stop();
  rmSync(root, { recursive: true, force: true });
});

describe('a backup while the clinic writes', () => {
  it('holds every write acknowledged before it, whole and by the log alone', async () => {
    const to = place('load');
    const acknowledged: string[] = [];
    let running = true;
    const writers = Array.from({ length: 6 }, async () => {
      while (running) acknowledged.push(await write());
    });
    try {
      for (const whole of [true, false, false]) {
        const until = acknowledged.length + 200;
        while (acknowledged.length < until) await new Promise((wake) => setTimeout(wake, 5));
        const before = [...acknowledged];
        const report = await makeBackup(options(to));
        expect(report.whole !== undefined).toBe(whole);
        const kept = await restored(to);
        expect(before.filter((id) => !kept.has(id))).toEqual([]);
      }
    } finally {
      running = false;
      await Promise.all(writers);
    }
  }, 180_000);
});

describe('a restore', () => {
  const to = place('points');
  let first: string;
  let second: string;
  let between: string;
  beforeAll(async () => {
    await makeBackup(options(to));
    first = await write();
    between = await instant();
    second = await write();
    await makeBackup(options(to));
  });

  it('to an instant between two writes has the one and not the other', async () => {
    const then = await restored(to, between);
    expect([then.has(first), then.has(second)]).toEqual([true, false]);
    const all = await restored(to);
    expect([all.has(first), all.has(second)]).toEqual([true, true]);
  }, 120_000);

  it('says what it cannot reach, and what is no instant', async () => {
    const to_ = (at: string) => restored(to, at);
    await expect(to_('2020-01-01T00:00:00Z')).rejects.toThrow('The backup begins at');
    await expect(to_('2090-01-01T00:00:00Z')).rejects.toThrow('The backup reaches to');
    await expect(to_('yesterday')).rejects.toThrow('is no instant');
    await expect(restored(place('nowhere'))).rejects.toThrow('There is no backup of Medley');
  });

  it('touches no clinic that is there', async () => {
    await expect(restoreBackup({ from: to, data: place('clinic'), secret }, async () => 0)).rejects.toThrow(
      'Nothing was changed',
    );
  });

  it('leaves nothing when what was restored is not accepted', async () => {
    const data = place('refused');
    const refusing = restoreBackup({ from: to, data, secret }, async () => {
      throw new Error('not sound');
    });
    await expect(refusing).rejects.toThrow('not sound');
    expect([existsSync(data), existsSync(`${data}.restoring`)]).toEqual([false, false]);
  }, 60_000);

  it('refuses another key, a flipped byte, a file cut short and one that is gone', async () => {
    const other = secretOfFile(place('other-key'));
    await expect(restoreBackup({ from: to, data: place('x'), secret: other }, async () => 0)).rejects.toThrow(
      'This key does not open the backup',
    );
    await expect(makeBackup({ ...options(to), secret: other })).rejects.toThrow(
      'This key does not open the backup',
    );
    const harmed = async (harm: (folder: string) => void): Promise<unknown> => {
      const copy = place(`harmed-${randomUUID().slice(0, 8)}`);
      cpSync(to, copy, { recursive: true });
      harm(copy);
      const said = await restored(copy).catch((problem: Error) => problem.message);
      expect(existsSync(place('x'))).toBe(false);
      return said;
    };
    const one = (folder: string, part: string) =>
      join(folder, part, readdirSync(join(folder, part)).at(-1) ?? '');
    const flip = (path: string) => {
      const bytes = readFileSync(path);
      bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
      writeFileSync(path, bytes);
    };
    for (const part of ['base', 'wal', 'points']) {
      expect(await harmed((folder) => flip(one(folder, part))), part).toMatch(/is damaged/);
      expect(await harmed((folder) => truncateSync(one(folder, part), 100)), part).toMatch(
        /end is missing|damaged/,
      );
    }
    expect(await harmed((folder) => rmSync(one(folder, 'wal')))).toMatch(
      /wal\/.* is missing from the backup/,
    );
  }, 120_000);
});

describe('a folder of backups', () => {
  it('begins again with a whole copy when the log since the last one is gone', async () => {
    const to = place('lost');
    await makeBackup(options(to));
    const { rows } = await pool.query<{ name: string }>(
      'select slot_name as name from pg_replication_slots order by slot_name',
    );
    for (const { name } of rows) await pool.query('select pg_drop_replication_slot($1)', [name]);
    const id = await write();
    expect((await makeBackup(options(to))).whole).toBe('the log since the last backup is gone');
    expect((await restored(to)).has(id)).toBe(true);
  }, 60_000);

  it('gives up what is old and no longer needed, and still restores', async () => {
    const to = place('kept');
    await makeBackup(options(to));
    const id = await write();
    await makeBackup({ ...options(to), full: true });
    expect(await prune(to, secret, 30)).toEqual([]);
    const names = await prune(to, secret, 0.000_001);
    expect(names.filter((name) => name.startsWith('base/'))).toHaveLength(1);
    expect(names.filter((name) => name.startsWith('points/'))).toHaveLength(1);
    expect(names.some((name) => name.startsWith('wal/'))).toBe(true);
    expect((await restored(to)).has(id)).toBe(true);
    await makeBackup(options(to));
    expect((await restored(to)).has(id)).toBe(true);
  }, 60_000);
});

describe('a backup that fails', () => {
  it('leaves the former one usable when it is killed in the middle', async () => {
    const to = place('killed');
    const id = await write();
    await makeBackup(options(to));
    const script = `import(${JSON.stringify(new URL('./make-backup.ts', import.meta.url).href)}).then(async ({ makeBackup }) => {
      const { secretOfFile } = await import(${JSON.stringify(new URL('./key.ts', import.meta.url).href)});
      await makeBackup({ connection: ${JSON.stringify(embedded.connectionString)}, cluster: ${JSON.stringify(join(place('clinic'), 'pg'))}, to: ${JSON.stringify(to)},
        secret: secretOfFile(${JSON.stringify(place('key'))}), full: true, facts: async () => ({}) }); })`;
    const { spawn } = await import('node:child_process');
    for (const wait of [0, 20, 60]) {
      const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const half = () => readdirSync(join(to, 'base')).some((name) => name.endsWith('.part'));
      while (!half() && child.exitCode === null) await new Promise((wake) => setTimeout(wake, 2));
      await new Promise((wake) => setTimeout(wake, wait));
      child.kill('SIGKILL');
      await ended;
      expect((await restored(to)).has(id)).toBe(true);
    }
    const after = await write();
    await makeBackup(options(to));
    expect(readdirSync(join(to, 'base')).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await restored(to)).has(after)).toBe(true);
  }, 180_000);

  it('says that the disk is full, and leaves what was there', async ({ skip }) => {
    const to = place('small');
    mkdirSync(to);
    try {
      execFileSync(tool('mount'), ['-t', 'tmpfs', '-o', 'size=256m', 'none', to], { stdio: 'ignore' });
    } catch {
      skip('this account may not mount a small disk');
    }
    try {
      await makeBackup(options(to));
      const points = readdirSync(join(to, 'points'));
      const { bavail, bsize } = statfsSync(to);
      // Two MiB are left: enough to begin, not to end.
      writeFileSync(join(to, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - 2 * 2 ** 20)));
      await expect(makeBackup({ ...options(to), full: true })).rejects.toThrow(
        /no room left .* is still whole/,
      );
      expect(readdirSync(join(to, 'points'))).toEqual(points);
      expect(await restored(to)).toBeDefined();
    } finally {
      execFileSync(tool('umount'), [to]);
    }
  }, 60_000);

  it('is one at a time, and only into a folder of its own', async () => {
    mkdirSync(place('mine'));
    writeFileSync(join(place('mine'), 'letter.txt'), 'dear');
    await expect(makeBackup(options(place('mine')))).rejects.toThrow('holds no backup of Medley');
    const both = await Promise.allSettled([
      makeBackup(options(place('twice'))),
      makeBackup(options(place('twice'))),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  }, 60_000);
});
