/**
 * A clinic's administration for a command of the terminal, whether the server runs or not: on `DATABASE_URL` if set,
 * else on the database of the running server, else on the embedded PostgreSQL, started for the moment.
 */
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { type Administration, openAdministration } from '#gate/open-administration.ts';
import { gateTables } from '#gate/open-gate.ts';
import type { Principal } from '#gate/principal.ts';
import { defaultDataDir } from '#record/embedded/places.ts';
import { migrate } from '#record/migrate.ts';
import { openDatabase } from '#record/open-database.ts';
import { DEFAULT_CONFIG } from '#server/config.ts';
import { readServerFile } from '#server/server-file.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The option that all commands on a clinic's data share. */
export const DATA_OPTION = [
  '--data <folder>',
  'where the data lies (usual: .medley in the clone; as root below /var/lib/medley)',
] as const;

export interface ClinicOptions {
  readonly data?: string;
}

export interface OpenClinic {
  readonly gate: Administration;
  /** Who sits at the terminal, as the audit trail names her. */
  readonly by: Principal;
  readonly pool: Pool;
  readonly dataDir: string;
  /** How other connections reach the same database. */
  readonly connection: string;
}

/** Where the data lies that a command was given, or would be. */
export const dataDirOf = ({ data }: ClinicOptions): string =>
  data === undefined ? defaultDataDir(root) : resolve(data);

/** Runs with the clinic open and closes it again. Throws with a sentence for the terminal when it cannot. */
export async function withClinic<T>(
  options: ClinicOptions,
  run: (clinic: OpenClinic) => Promise<T>,
): Promise<T> {
  const dataDir = dataDirOf(options);
  const url = process.env.DATABASE_URL || readServerFile(dataDir)?.database;
  const database = await openDatabase({ url, dataDir });
  try {
    await migrate(database.pool, [gateTables]);
    const gate = await openAdministration({
      pool: database.pool,
      clinic: DEFAULT_CONFIG.clinic,
      anchorFile: join(dataDir, 'audit-anchor.json'),
      issuer: 'http://localhost/oauth',
      demo: false,
    });
    try {
      return await run({
        gate,
        by: gate.system(`command line, ${userInfo().username}`),
        pool: database.pool,
        dataDir,
        connection: url ?? database.embedded?.connectionString ?? '',
      });
    } finally {
      await gate.close();
    }
  } finally {
    await database.close();
  }
}

/** A command's action whose failure is a sentence on the terminal and exit code 1. */
export const atTerminal =
  <Given extends unknown[]>(action: (...given: Given) => Promise<void>) =>
  async (...given: Given): Promise<void> => {
    try {
      await action(...given);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  };
