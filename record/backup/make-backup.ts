/**
 * A backup of the working cluster: a whole copy now and then, and each time the write-ahead log since the last time. A
 * replication slot keeps the log in place until it has been fetched, so nothing is missed between two backups.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { clusterArchive } from './cluster-files.ts';
import { fileContent } from './file-content.ts';
import {
  type BackupFolder,
  beginFolder,
  listPart,
  type Point,
  readPoints,
  removeHalves,
  segmentId,
  store,
} from './folder.ts';
import type { Secret } from './key.ts';
import { inPlainWords } from './plain-words.ts';
import { formatLsn, parseLsn, segmentsBetween } from './wal-name.ts';

export interface BackupOptions {
  /** How to reach the database, as its superuser. */
  readonly connection: string;
  /** Folder of the cluster's files, on this machine. */
  readonly cluster: string;
  readonly to: string;
  readonly secret: Secret;
  /** Make a whole copy even when the last one is young. */
  readonly full?: boolean | undefined;
  /** Age in days at which a whole copy is made again; 7 unless said. */
  readonly fullAfterDays?: number | undefined;
  /** Says what is to be found again after a restore. It is asked before the copy ends: all of it is in the backup. */
  readonly facts: () => Promise<Record<string, unknown>>;
}

export interface BackupReport {
  readonly point: Point;
  /** A whole copy was made, and why. */
  readonly whole?: string;
  readonly segments: number;
  /** Bytes written. */
  readonly bytes: number;
}

/** Any number nobody else uses: one backup at a time of a cluster. */
const LOCK = 727_433_047;
const DAY_MS = 86_400_000;

/** Makes a backup. Throws with a sentence for the terminal; what was in the folder before stays as it was. */
export async function makeBackup(options: BackupOptions): Promise<BackupReport> {
  const client = new pg.Client({ connectionString: options.connection });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(
      "set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set timezone = 'UTC'",
    );
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK]);
    if (!rows[0]?.mine) throw new Error('Another backup of this clinic is running. Wait until it has ended.');
    return await backUp(client, options).catch((problem) => {
      throw inPlainWords(problem, options.to);
    });
  } finally {
    await client.end();
  }
}

async function backUp(client: pg.Client, options: BackupOptions): Promise<BackupReport> {
  const folder = beginFolder(options.to);
  const points = await readPoints(folder, options.secret);
  removeHalves(folder);
  const server = await serverOf(client, options.cluster);
  const slot = await slotOf(client, folder);
  const last = points.at(-1);
  const whole = whyWhole({ options, server, slot, last });
  const run = last && !slot.fresh ? last.run : randomUUID().slice(0, 8);
  const source: Source = { client, folder, server, options, run };
  const base =
    whole === undefined && last
      ? { id: last.base, at: last.baseAt, from: last.from, bytes: 0 }
      : await copyWhole(source);
  const facts = await options.facts();
  const { at, end } = await closeLog(client);
  // Of a log that begins with this copy, what was before it is of no use.
  const start = last && !slot.fresh ? slot.start : parseLsn(base.from);
  const { fetched, bytes } = await fetchLog(source, { start, end });
  const point: Point = {
    id: String(Number(last?.id ?? 0) + 1).padStart(8, '0'),
    at,
    run,
    base: base.id,
    baseAt: base.at ?? at,
    from: base.from,
    end: formatLsn(end),
    ...server,
    facts,
  };
  const written = await store(
    folder,
    { part: 'points', id: point.id },
    { secret: options.secret, content: text(point) },
  );
  await client.query('select pg_replication_slot_advance($1, $2::pg_lsn)', [slot.name, formatLsn(end)]);
  return { point, ...(whole ? { whole } : {}), segments: fetched, bytes: base.bytes + bytes + written };
}

interface Source {
  readonly client: pg.Client;
  readonly folder: BackupFolder;
  readonly server: Server;
  readonly options: BackupOptions;
  readonly run: string;
}

type Server = Pick<Point, 'system' | 'timeline' | 'segmentBytes' | 'postgres'>;

async function serverOf(client: pg.Client, cluster: string): Promise<Server> {
  const { rows } = await client.query<Server & { folder: string }>(`
    select (select system_identifier::text from pg_control_system()) as system,
      (select timeline_id from pg_control_checkpoint()) as timeline,
      (select setting::int from pg_settings where name = 'wal_segment_size') as "segmentBytes",
      current_setting('server_version_num')::int / 10000 as postgres,
      current_setting('data_directory') as folder`);
  const [found] = rows;
  if (!found || found.folder !== cluster || !existsSync(join(cluster, 'PG_VERSION')))
    throw new Error(
      'The database is not the one that Medley brings; back it up with its own tools (docs/backup.md).',
    );
  const { folder: _, ...server } = found;
  return server;
}

interface Slot {
  readonly name: string;
  /** Where the log that is not fetched yet begins. */
  readonly start: bigint;
  /** It is new: what was before it may be gone. */
  readonly fresh: boolean;
}

/** The slot of this folder; made when missing, made anew when PostgreSQL gave it up for want of room. */
async function slotOf(client: pg.Client, folder: BackupFolder): Promise<Slot> {
  const name = `medley_backup_${folder.id}`;
  const { rows } = await client.query<{ start: string | null; status: string }>(
    'select restart_lsn::text as start, wal_status as status from pg_replication_slots where slot_name = $1',
    [name],
  );
  const [known] = rows;
  if (known?.start && known.status !== 'lost') return { name, start: parseLsn(known.start), fresh: false };
  if (known) await client.query('select pg_drop_replication_slot($1)', [name]);
  const made = await client.query<{ lsn: string }>(
    'select lsn::text from pg_create_physical_replication_slot($1, true)',
    [name],
  );
  return { name, start: parseLsn(made.rows[0]?.lsn ?? '0/0'), fresh: true };
}

interface Choice {
  readonly options: BackupOptions;
  readonly server: Server;
  readonly slot: Slot;
  readonly last: Point | undefined;
}

/** Why a whole copy is needed; undefined = the log will do. */
function whyWhole({ options, server, slot, last }: Choice): string | undefined {
  if (!last) return 'the first in this folder';
  if (options.full) return 'asked for';
  if (last.system !== server.system) return 'the folder holds another database';
  if (last.timeline !== server.timeline) return 'the database was restored since';
  if (slot.fresh) return 'the log since the last backup is gone';
  const days = options.fullAfterDays ?? 7;
  if (Date.now() - Date.parse(last.baseAt) >= days * DAY_MS) return `the last is older than ${days} days`;
  return undefined;
}

interface Base {
  readonly id: string;
  /** Absent = as of the point that is written next. */
  readonly at?: string;
  readonly from: string;
  readonly bytes: number;
}

async function copyWhole({ client, folder, options }: Source): Promise<Base> {
  const id = new Date().toISOString().replace(/[^0-9TZ]/g, '');
  const begun = await client.query<{ lsn: string }>('select pg_backup_start($1, true)::text as lsn', [
    `medley ${id}`,
  ]);
  const content = clusterArchive(options.cluster, async () => {
    const { rows } = await client.query<{ label: string; tablespaces: string }>(
      'select labelfile as label, spcmapfile as tablespaces from pg_backup_stop(false)',
    );
    return { label: rows[0]?.label ?? '', tablespaces: rows[0]?.tablespaces ?? '' };
  });
  const bytes = await store(folder, { part: 'base', id }, { secret: options.secret, content });
  return { id, from: begun.rows[0]?.lsn ?? '0/0', bytes };
}

/** The moment of this backup, and the end of the log that holds everything before it. */
async function closeLog(client: pg.Client): Promise<{ at: string; end: bigint }> {
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at');
  // A commit behind the moment: a restore to it finds where to stop.
  await client.query('select pg_current_xact_id()');
  const switched = await client.query<{ lsn: string }>('select pg_switch_wal()::text as lsn');
  return { at: (rows[0]?.at ?? new Date()).toISOString(), end: parseLsn(switched.rows[0]?.lsn ?? '0/0') };
}

async function fetchLog(
  { folder, server, options, run }: Source,
  { start, end }: { start: bigint; end: bigint },
): Promise<{ fetched: number; bytes: number }> {
  const names = segmentsBetween(
    { from: start, end },
    { timeline: server.timeline, size: BigInt(server.segmentBytes) },
  );
  const there = new Set(listPart(folder, 'wal'));
  let fetched = 0;
  let bytes = 0;
  for (const name of names) {
    const id = segmentId(run, name);
    if (there.has(id)) continue;
    const content = fileContent(join(options.cluster, 'pg_wal', name));
    bytes += await store(folder, { part: 'wal', id }, { secret: options.secret, content });
    fetched += 1;
  }
  return { fetched, bytes };
}

async function* text(point: Point): AsyncIterable<Buffer> {
  yield Buffer.from(JSON.stringify(point));
}
