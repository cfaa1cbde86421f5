import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Operator } from './operator.ts';

/** Where root's PostgreSQL keeps binaries, data and sockets: its own account can reach it, whatever the clone's mode. */
const SYSTEM = '/var/lib/medley';
/** The kernel allows 107 bytes for a socket's path; PostgreSQL adds `/.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 90;

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10);

/**
 * Where the data of a clone lies unless the user says otherwise: `.medley` beside the code; as root below
 * /var/lib/medley, named for the clone, because PostgreSQL's account may not reach a clone in a closed directory.
 */
export function defaultDataDir(cloneRoot: string): string {
  if (process.getuid?.() !== 0) return join(cloneRoot, '.medley');
  const real = realpathSync(cloneRoot);
  return join(SYSTEM, `${basename(real).replace(/[^\w.-]/g, '-')}-${shortHash(real)}`);
}

export const binariesRoot = join(SYSTEM, 'postgresql');

/** A directory of the operator's own, closed to everybody else. Throws when somebody else owns it. */
export function ownFolder(path: string, { uid, gid, dropped }: Operator): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory()) throw new Error(`${path} is not a directory.`);
  if (dropped && found.uid === 0) chownSync(path, uid, gid);
  else if (found.uid !== uid)
    throw new Error(`${path} belongs to another user; choose another data directory.`);
  if ((found.mode & 0o777) !== 0o700) chmodSync(path, 0o700);
  return path;
}

/** Throws, naming the directory, when the account PostgreSQL runs as cannot pass through to `path`. */
export function assertReachable(path: string, { dropped }: Operator): void {
  if (!dropped) return;
  for (let at = dirname(resolve(path)); at !== dirname(at); at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) {
      throw new Error(
        `PostgreSQL does not run as root, and its account cannot pass through ${at}. Use a data directory it can reach, e.g. below ${SYSTEM}.`,
      );
    }
  }
}

/** A private directory for the sockets, with a path short enough, the same for the same data directory. */
export function socketFolder(dataDir: string, operator: Operator): string {
  const beside = join(dataDir, 'run');
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER) return ownFolder(beside, operator);
  const name = `medley-${operator.uid}-${shortHash(dataDir)}`;
  return ownFolder(join(operator.dropped ? SYSTEM : '/tmp', name), operator);
}

/** Makes root's own folder, which everybody may pass through. */
export function systemFolder(): void {
  mkdirSync(SYSTEM, { recursive: true, mode: 0o755 });
  chmodSync(SYSTEM, 0o755);
}
