/**
 * A backup made into a cluster again, as of its end or of an instant: everything is decrypted and proved beside the
 * place it will have, PostgreSQL replays the log there, the caller looks at it, and only then it is renamed.
 */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { startEmbedded } from '../embedded/embedded.ts';
import { type Operator, operator } from '../embedded/operator.ts';
import { assertReachable, ownFolder } from '../embedded/places.ts';
import { openPool } from '../pool.ts';
import { unpack } from './archive.ts';
import { choosePoint } from './choose-point.ts';
import {
  type BackupFolder,
  openFolder,
  type Point,
  partName,
  partPath,
  readPoints,
  segmentId,
} from './folder.ts';
import type { Secret } from './key.ts';
import { inPlainWords } from './plain-words.ts';
import { readSealed } from './sealed-file.ts';
import { parseLsn, segmentsBetween } from './wal-name.ts';
import { writeContent } from './write-content.ts';

/** Replaying a week of a busy clinic takes minutes. */
const PATIENCE_MS = 30 * 60_000;

export interface RestoreOptions {
  readonly from: string;
  /** The data directory to make; there must be no clinic in it. */
  readonly data: string;
  readonly secret: Secret;
  /** Instant; absent = everything. */
  readonly at?: string | undefined;
  readonly onStep?: (step: string) => void;
}

export interface Restored<T> {
  readonly point: Point;
  readonly found: T;
}

/**
 * Restores into `data`; `finish` sees the restored database before it counts, and its failure undoes all. Throws with a
 * sentence for the terminal, and then there is nothing in `data` that was not there before.
 */
export async function restoreBackup<T>(
  options: RestoreOptions,
  finish: (pool: Pool, restored: { point: Point; points: readonly Point[]; data: string }) => Promise<T>,
): Promise<Restored<T>> {
  const { onStep = () => {} } = options;
  const data = resolve(options.data);
  if (existsSync(join(data, 'pg')))
    throw new Error(
      `There is a clinic in ${data} already. Nothing was changed; restore into another folder.`,
    );
  if (existsSync(data) && statSync(data).dev !== statSync(dirname(data)).dev)
    throw new Error(`${data} is a disk of its own: name a folder in it, e.g. ${join(data, 'clinic')}.`);
  const folder = openFolder(options.from);
  const points = await readPoints(folder, options.secret);
  const point = choosePoint(points, options.at);
  const needed = await partsOf(folder, point);
  const draft = `${data}.restoring`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(draft), { recursive: true });
  const account = operator();
  try {
    ownFolder(draft, account);
    assertReachable(draft, account);
    onStep('Decrypting and checking the copy …');
    await bringFiles({ folder, point, needed, draft, account, secret: options.secret });
    onStep('Replaying what happened since …');
    const found = await replay({ draft, at: options.at }, (pool) =>
      finish(pool, { point, points, data: draft }),
    );
    moveInto(draft, data);
    return { point, found };
  } catch (problem) {
    throw inPlainWords(problem, data);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The data directory may exist, empty: the parts move into it. */
function moveInto(draft: string, data: string): void {
  const parts = existsSync(data) ? ['audit-anchor.json', 'pg'] : [];
  if (parts.length === 0) renameSync(draft, data);
  for (const name of parts)
    if (existsSync(join(draft, name))) renameSync(join(draft, name), join(data, name));
}

/** The segments a point needs. Throws, naming the first that is missing. */
async function partsOf(folder: BackupFolder, point: Point): Promise<readonly string[]> {
  const names = segmentsBetween(
    { from: parseLsn(point.from), end: parseLsn(point.end) },
    { timeline: point.timeline, size: BigInt(point.segmentBytes) },
  );
  const missing = [
    { part: 'base' as const, id: point.base },
    ...names.map((name) => ({ part: 'wal' as const, id: segmentId(point.run, name) })),
  ].find(({ part, id }) => !existsSync(partPath(folder, part, id)));
  if (missing) throw new Error(`${partName(missing.part, missing.id)} is missing from the backup.`);
  return names;
}

interface Bringing {
  readonly folder: BackupFolder;
  readonly point: Point;
  readonly needed: readonly string[];
  readonly draft: string;
  readonly account: Operator;
  readonly secret: Secret;
}

async function bringFiles({ folder, point, needed, draft, account, secret }: Bringing): Promise<void> {
  const owner = account.dropped ? account : undefined;
  const cluster = join(draft, 'pg');
  const log = join(draft, 'log');
  for (const path of [cluster, log]) {
    await mkdir(path, { mode: 0o700 });
    if (owner) await chown(path, owner.uid, owner.gid);
  }
  await readSealed(partPath(folder, 'base', point.base), partName('base', point.base), {
    secret,
    take: (content) => unpack(content, cluster, owner),
  });
  for (const name of needed) {
    const id = segmentId(point.run, name);
    await readSealed(partPath(folder, 'wal', id), partName('wal', id), {
      secret,
      take: (content) => writeContent(join(log, name), content, owner),
    });
  }
  writeFileSync(join(cluster, 'recovery.signal'), '', { mode: 0o600 });
  if (owner) await chown(join(cluster, 'recovery.signal'), owner.uid, owner.gid);
}

interface Replaying {
  readonly draft: string;
  readonly at: string | undefined;
}

/** PostgreSQL comes up from the copy and the log, and ends again, cleanly, when `finish` is through. */
async function replay<T>({ draft, at }: Replaying, finish: (pool: Pool) => Promise<T>): Promise<T> {
  const embedded = await startEmbedded({
    dataDir: draft,
    patienceMs: PATIENCE_MS,
    settings: {
      restore_command: `cp "${join(draft, 'log').replaceAll('%', '%%')}/%f" "%p" 2>/dev/null`,
      recovery_target_timeline: 'current',
      recovery_target_action: 'promote',
      ...(at === undefined ? {} : { recovery_target_time: forPostgres(at) }),
    },
  });
  let crashed = '';
  const quiet = embedded.onCrash((said) => {
    crashed = said;
  });
  const pool = openPool(embedded.poolConfig, 2);
  try {
    await untilPromoted(pool, () => crashed);
    const found = await finish(pool);
    await pool.query('checkpoint');
    return found;
  } finally {
    quiet();
    await pool.end();
    await embedded.stop();
    rmSync(join(draft, 'log'), { recursive: true, force: true });
  }
}

/** An instant as this setting is written: it knows no `Z`. */
const forPostgres = (at: string): string => `${new Date(at).toISOString().slice(0, -1).replace('T', ' ')}+00`;

async function untilPromoted(pool: Pool, crashed: () => string): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; performance.now() < deadline; await pause(100)) {
    if (crashed()) throw new Error(`PostgreSQL could not replay the log: ${crashed().trim()}`);
    const recovering = await pool.query<{ yes: boolean }>('select pg_is_in_recovery() as yes').then(
      ({ rows }) => rows[0]?.yes ?? true,
      () => true,
    );
    if (!recovering) return;
  }
  throw new Error('PostgreSQL did not finish replaying the log in half an hour.');
}
