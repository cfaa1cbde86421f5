import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What other commands need to reach a running server; kept in its data folder, readable by its owner only. */
export interface ServerFile {
  readonly pid: number;
  /** Address of the server, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Connection of its database, as `pg` takes a connection string. */
  readonly database: string;
}

const pathOf = (dataDir: string): string => join(dataDir, 'server.json');

export function writeServerFile(dataDir: string, content: ServerFile): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(pathOf(dataDir), JSON.stringify(content, null, 2), { mode: 0o600 });
  chmodSync(pathOf(dataDir), 0o600);
}

/** The server that works on this data folder now; undefined when none does (a file left by a crash does not count). */
export function readServerFile(dataDir: string): ServerFile | undefined {
  try {
    const content = JSON.parse(readFileSync(pathOf(dataDir), 'utf8')) as ServerFile;
    return isAlive(content.pid) ? content : undefined;
  } catch {
    return undefined;
  }
}

export const removeServerFile = (dataDir: string): void => rmSync(pathOf(dataDir), { force: true });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
