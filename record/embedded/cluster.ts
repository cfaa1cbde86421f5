import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Operator } from './operator.ts';

export const DATABASE = 'postgres';
export const USER = 'medley';

/** Makes the data files on first use: in a draft folder that is renamed when whole, so that no half of one is met later. */
export async function ensureCluster(folder: string, binaries: Binaries, operator: Operator): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) {
    const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
    if (found !== String(binaries.major)) {
      throw new Error(
        `${folder} was made by PostgreSQL ${found}, this Medley brings PostgreSQL ${binaries.major}. ` +
          'Nothing was changed. Make a backup with the Medley version that made it and restore that with this one.',
      );
    }
    return;
  }
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  // Byte order for every key, Unicode for upper and lower case, both from PostgreSQL itself and not from the machine.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const access = ['--username', USER, '--auth=trust'];
  await run(
    binaries.initdb,
    ['--pgdata', draft, '--data-checksums', '--no-instructions', ...locale, ...access],
    operator,
  );
  renameSync(draft, folder);
}

function run(command: string, args: readonly string[], { uid, gid, dropped }: Operator): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: '/',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(dropped ? { uid, gid } : {}),
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb failed (${code}): ${said.trim()}`)),
    );
  });
}
