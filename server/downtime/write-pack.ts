/** The files of the downtime pack: whole or not at all, the owner's alone, former ones for some days. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export const CURRENT = 'downtime';
const OLD = /^downtime-(\d{4}-\d{2}-\d{2})\.(html|pdf)$/;
const DAY_MS = 86_400_000;

export interface PackFiles {
  readonly html: string;
  readonly pdf: Uint8Array;
  /** The clinic's day it was made, FHIR date: the last of each day is kept under its name. */
  readonly day: string;
}

/**
 * [DT5] Puts the pack into the folder, as `downtime.html` and `downtime.pdf` and under the name of its day, and removes
 * those of more than `keepDays` before. Returns what was removed.
 */
export async function writePack(folder: string, files: PackFiles, keepDays: number): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [ending, content] of [
    ['html', files.html],
    ['pdf', files.pdf],
  ] as const)
    for (const name of [`${CURRENT}-${files.day}`, CURRENT])
      await replace(join(folder, `${name}.${ending}`), content);
  return removeOld(folder, { day: files.day, keepDays });
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(aside, 0o600);
    await rename(aside, path);
  } finally {
    await rm(aside, { force: true });
  }
}

async function removeOld(
  folder: string,
  { day, keepDays }: { day: string; keepDays: number },
): Promise<string[]> {
  const limit = new Date(Date.parse(`${day}T00:00:00Z`) - keepDays * DAY_MS).toISOString().slice(0, 10);
  const old = (await readdir(folder)).filter((name) => {
    const date = OLD.exec(name)?.[1];
    return date !== undefined && date < limit;
  });
  for (const name of old) await rm(join(folder, name));
  return old;
}
