/** The real server as a process of its own, to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { readServerFile } from '../server-file.ts';

const CLI = fileURLToPath(new URL('../../cli/medley.ts', import.meta.url));
const WAIT_MS = 60_000;

export interface RealServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** Process id of PostgreSQL's first process. */
  postgres(): Promise<number | undefined>;
  end(signal: NodeJS.Signals): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

interface RealOptions {
  readonly data: string;
  readonly port: number;
  /** Options of Node itself, e.g. for a profile. */
  readonly node?: readonly string[];
}

/** Starts `medley start --empty` on the data and waits until it is ready. */
export async function startReal({ data, port, node = [] }: RealOptions): Promise<RealServer> {
  const child = spawn(
    process.execPath,
    [...node, CLI, 'start', '--empty', '--port', String(port), '--data', data],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DATABASE_URL: '', NODE_ENV: 'test' },
    },
  );
  let said = '';
  const hear = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + WAIT_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The server did not start:\n${said}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return {
    url,
    process: child,
    postgres: () => postgresOf(data),
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function postgresOf(data: string): Promise<number | undefined> {
  const { readFile } = await import('node:fs/promises');
  const file = await readFile(`${data}/pg/postmaster.pid`, 'utf8').catch(() => '');
  const pid = Number(file.split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** How to reach the database of the server that works on `data`. */
export const databaseOf = (data: string): string => {
  const file = readServerFile(data);
  if (!file) throw new Error('No server works on this data.');
  return file.database;
};
