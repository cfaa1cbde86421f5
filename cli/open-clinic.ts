/**
 * The gate for a command of the terminal, whether the server runs or not: `DATABASE_URL` if set, else the database of
 * the running server (which writes `server.json` into its data directory), else the embedded PostgreSQL, started for
 * the moment.
 */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Gate } from '#gate/gate.ts';
import { gateTables, openGate, systemPrincipal } from '#gate/open-gate.ts';
import type { Principal } from '#gate/principal.ts';
import { defaultDataDir } from '#record/embedded/places.ts';
import { migrate } from '#record/migrate.ts';
import { openDatabase } from '#record/open-database.ts';
import { openStore } from '#record/store.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The clinic of this server. */
const CLINIC = 1;

/** The option that all commands on a clinic's data share. */
export const DATA_OPTION = ['--data <dir>', 'data directory of the clinic (default: the one that `medley start` uses)'] as const;

export interface ClinicOptions {
  readonly data?: string;
}

export interface OpenClinic {
  readonly gate: Gate;
  /** Who sits at the terminal, as the audit trail names her. */
  readonly by: Principal;
}

/** Runs with the clinic's gate open and closes it again. Throws with a sentence for the terminal when it cannot. */
export async function withClinic<T>(options: ClinicOptions, run: (clinic: OpenClinic) => Promise<T>): Promise<T> {
  const dataDir = resolve(options.data ?? process.env.MEDLEY_DATA ?? defaultDataDir(root));
  const database = await openDatabase({ url: process.env.DATABASE_URL || databaseOfServer(dataDir), dataDir });
  try {
    await migrate(database.pool, [gateTables]);
    const store = await openStore({ pool: database.pool, clinic: CLINIC });
    const gate = await openGate({
      pool: database.pool, store, clinic: CLINIC, anchorFile: join(dataDir, 'audit-head.json'), issuer: 'http://localhost/oauth', demo: false,
    });
    try {
      return await run({ gate, by: systemPrincipal(CLINIC, `command line, ${userInfo().username}`) });
    } finally {
      await gate.close();
    }
  } finally {
    await database.close();
  }
}

/** The database of the server that runs on this data directory; undefined when none does. */
function databaseOfServer(dataDir: string): string | undefined {
  try {
    const { pid, database } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as { pid?: unknown; database?: unknown };
    if (typeof pid !== 'number' || typeof database !== 'string') return undefined;
    process.kill(pid, 0);
    return database;
  } catch {
    // No file, or one that a server left behind that was killed.
    return undefined;
  }
}
