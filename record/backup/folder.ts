/**
 * How a backup lies in its folder. Every file is written aside and renamed when it is whole and on the disk, so that a
 * backup that was killed leaves the former ones as they were:
 *
 *   backup.json       which folder this is, salt of the secret; nothing secret
 *   base/<id>.medley  the whole cluster, while it worked
 *   wal/<run>-<name>  the write-ahead log since, 16 MiB each before compression
 *   points/<id>       up to where all of it is there; written last, it makes the rest count
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SALT_BYTES, type Secret } from './key.ts';
import { readSealedText, type Seal, writeSealed } from './sealed-file.ts';

/** A moment up to which a folder holds everything. */
export interface Point {
  readonly id: string;
  /** Instant: what was committed before it is in the backup. */
  readonly at: string;
  /** What belongs together: a log without a gap and the copies made along it. A restored clinic begins another. */
  readonly run: string;
  /** Id of the whole copy to begin from. */
  readonly base: string;
  /** From when on this copy can be restored. */
  readonly baseAt: string;
  /** The first and the last byte of the log that are needed, e.g. `0/3000028`. */
  readonly from: string;
  readonly end: string;
  readonly timeline: number;
  readonly segmentBytes: number;
  readonly system: string;
  readonly postgres: number;
  /** What the caller wants to find again: heads of the audit chain, counts. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface BackupFolder {
  readonly path: string;
  readonly id: string;
  readonly salt: Buffer;
}

const PARTS = ['base', 'wal', 'points'] as const;
export type Part = (typeof PARTS)[number];
const HALF = '.part';

export const partName = (part: Part, id: string): string => `${part}/${id}`;
export const partPath = ({ path }: BackupFolder, part: Part, id: string): string => join(path, part, id);

/** The backup in `path`. Throws when there is none. */
export function openFolder(path: string): BackupFolder {
  const file = join(path, 'backup.json');
  if (!existsSync(file)) throw new Error(`There is no backup of Medley in ${path}.`);
  try {
    const { id, salt } = JSON.parse(readFileSync(file, 'utf8')) as { id: string; salt: string };
    if (!/^[0-9a-f]{12}$/.test(id)) throw new Error('no id');
    return { path, id, salt: Buffer.from(salt, 'base64url') };
  } catch {
    throw new Error(`${file} is damaged: it no longer says which backup this is.`);
  }
}

/** The backup in `path`, begun when there is none. Throws when something else lies there. */
export function beginFolder(path: string): BackupFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (!existsSync(join(path, 'backup.json'))) {
    if (readdirSync(path).length > 0)
      throw new Error(`${path} is not empty and holds no backup of Medley. Choose another folder.`);
    const made = {
      medley: 'backup',
      version: 1,
      id: randomUUID().replaceAll('-', '').slice(0, 12),
      salt: randomBytes(SALT_BYTES).toString('base64url'),
    };
    writeFileSync(join(path, 'backup.json'), `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  }
  for (const part of PARTS) mkdirSync(join(path, part), { recursive: true, mode: 0o700 });
  return openFolder(path);
}

export const segmentId = (run: string, segment: string): string => `${run}-${segment}`;

/** Writes one sealed file whole or not at all; answers its bytes. */
export async function store(
  folder: BackupFolder,
  { part, id }: { part: Part; id: string },
  { secret, content }: { secret: Secret; content: AsyncIterable<Buffer> },
): Promise<number> {
  const path = partPath(folder, part, id);
  const seal: Seal = { secret, salt: folder.salt };
  try {
    const bytes = await writeSealed(`${path}${HALF}`, partName(part, id), { seal, content });
    await rename(`${path}${HALF}`, path);
    await onDisk(dirname(path));
    return bytes;
  } catch (problem) {
    await rm(`${path}${HALF}`, { force: true });
    throw problem;
  }
}

/** A rename is safe when its folder is on the disk. */
async function onDisk(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Ids of what is whole, in order. */
export const listPart = (folder: BackupFolder, part: Part): string[] =>
  existsSync(join(folder.path, part))
    ? readdirSync(join(folder.path, part))
        .filter((name) => !name.endsWith(HALF))
        .sort()
    : [];

/** Takes away what a killed backup left half written. */
export function removeHalves(folder: BackupFolder): void {
  for (const part of PARTS)
    for (const name of readdirSync(join(folder.path, part)))
      if (name.endsWith(HALF)) rmSync(join(folder.path, part, name));
}

/** Every point, in the order they were made. Throws when the secret does not open them, or one is damaged. */
export async function readPoints(folder: BackupFolder, secret: Secret): Promise<Point[]> {
  const points: Point[] = [];
  for (const id of listPart(folder, 'points')) {
    const text = await readSealedText(partPath(folder, 'points', id), partName('points', id), secret);
    points.push(JSON.parse(text) as Point);
  }
  return points;
}
