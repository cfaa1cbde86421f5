import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { DATABASE, USER } from './cluster.ts';
import type { Operator } from './operator.ts';
import { settings } from './settings.ts';

/**
 * A shell starts PostgreSQL and holds it on a line to Node: its descriptor 3 is a pipe whose other end only Node has.
 * When Node dies, also by SIGKILL, the pipe ends and PostgreSQL is told to shut down fast. A Node process in its place
 * would cost 40 MB. The shell leads its own group, so that Ctrl-C in the terminal reaches Node alone.
 */
const WATCH = `"$@" 3<&- </dev/null &
server=$!
( read -r line <&3; kill -INT "$server" ) >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;

export interface Place {
  readonly data: string;
  readonly sockets: string;
  readonly binaries: Binaries;
  readonly operator: Operator;
  /** Overrides of the settings, for tests that need no durability. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long it may take until it answers; a minute unless said. */
  readonly patienceMs?: number;
}

export interface Running {
  readonly pid: number;
  /** Resolves with what PostgreSQL last said, when it has ended. */
  readonly ended: Promise<string>;
}

/** Starts PostgreSQL and waits until it answers. Throws with PostgreSQL's own words when it will not. */
export async function startPostmaster(place: Place): Promise<Running> {
  await stopOrphan(place.data);
  const deadline = performance.now() + (place.patienceMs ?? 60_000);
  for (;;) {
    const child = launch(place);
    const outcome = await Promise.race([answering(place, deadline), child.ended.then((said) => ({ said }))]);
    if ('pid' in outcome) return { pid: outcome.pid, ended: child.ended };
    // Backends of a killed server let go of the shared memory a moment after it.
    if (!/still in use|lock file/.test(outcome.said) || performance.now() > deadline)
      throw new Error(`PostgreSQL did not start: ${outcome.said.trim() || 'no reason given'}`);
    await pause(100);
  }
}

function launch({ data, sockets, binaries, operator, settings: overrides }: Place): {
  ended: Promise<string>;
} {
  const options = Object.entries({ ...settings, ...overrides, unix_socket_directories: sockets });
  const server = [
    binaries.postgres,
    '-D',
    data,
    ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const child: ChildProcess = spawn('/bin/sh', ['-c', WATCH, 'medley-postgres', ...server], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', PGTZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
    ...(operator.dropped ? { uid: operator.uid, gid: operator.gid } : {}),
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  });
  child.stdio[3]?.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.on('error', (problem) => resolve(problem.message));
    child.on('exit', () => resolve(said));
  });
  return { ended };
}

async function answering(
  { data, sockets }: Place,
  deadline: number,
): Promise<{ pid: number } | { said: string }> {
  while (performance.now() < deadline) {
    const pid = postmasterPid(data);
    if (pid && (await answers(sockets))) return { pid };
    await pause(20);
  }
  return { said: 'it did not answer in time' };
}

async function answers(sockets: string): Promise<boolean> {
  if (!existsSync(join(sockets, '.s.PGSQL.5432'))) return false;
  const client = new pg.Client({ host: sockets, port: 5432, user: USER, database: DATABASE });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Process id of the server that holds the data directory, if one is alive. */
export function postmasterPid(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** SIGINT is PostgreSQL's fast shutdown: transactions end, everything is written. */
export async function shutDown(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited === 30_000) signal(pid, 'SIGQUIT');
    await pause(20);
  }
}

/** The caller holds the lock of the data directory, so a server that is still there lost its Node a moment ago. */
async function stopOrphan(data: string): Promise<void> {
  const pid = postmasterPid(data);
  if (pid && isPostgres(pid)) await shutDown(pid);
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isDefunct(pid);
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Dead, but its parent has not asked after it: in a container nobody may. */
function isDefunct(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
