import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Jobs, startJobs } from '#capability/jobs.ts';
import type { Room } from '#capability/room.ts';
import { capabilityTables } from '#capability/runtime.ts';
import { gateTables, openGate } from '#gate/open-gate.ts';
import { migrate } from '#record/migrate.ts';
import { openDatabase } from '#record/open-database.ts';
import { openStore } from '#record/store.ts';
import { icd10cm } from '#terminology/icd10cm/load-icd10cm.ts';
import { drugs } from '#terminology/rxnorm/load-rxnorm.ts';
import { bulkTables } from './bulk/bulk-tables.ts';
import type { ServerConfig } from './config.ts';
import { buildContext, type ServerContext } from './context.ts';
import { openFacts } from './facts.ts';
import { buildApp } from './http/app.ts';
import { closeGracefully } from './http/close-gracefully.ts';
import { importTables } from './import-tables.ts';
import { ROOMS } from './rooms.ts';
import { removeServerFile, writeServerFile } from './server-file.ts';

export interface StartOptions {
  readonly config: ServerConfig;
  readonly dataDir: string;
  /** `DATABASE_URL`; absent = the built-in PostgreSQL. */
  readonly databaseUrl?: string;
  readonly rooms?: readonly Room[];
  /** Told what is being done, in words for the terminal. */
  readonly onStep?: (step: string) => void;
}

/** A server with its context, before it listens: what is to be seeded is seeded now. */
export interface Opened {
  readonly context: ServerContext;
  /** Opens the port and starts the work on a clock; answers the address. */
  listen(): Promise<string>;
  /** Finishes what is being answered, then ends everything. */
  stop(): Promise<void>;
}

/** Opens database, record, gate and rooms. Throws with a sentence for the terminal. */
export async function openServer(options: StartOptions): Promise<Opened> {
  const { dataDir, databaseUrl, rooms = ROOMS, onStep = () => {} } = options;
  onStep('Starting the database …');
  const database = await openDatabase({ url: databaseUrl, dataDir });
  try {
    await migrate(database.pool, tableFolders(rooms));
    const { clinic } = options.config;
    const facts = await openFacts(database.pool, clinic);
    const config = { ...options.config, demo: facts.isSetUp() ? facts.current().demo : options.config.demo };
    const store = await openStore({ pool: database.pool, clinic, zone: () => facts.current().zone });
    const gate = await openGate({
      pool: database.pool,
      store,
      clinic,
      issuer: `${config.publicUrl ?? `http://${config.host}:${config.port}`}/oauth`,
      demo: config.demo,
      anchorFile: config.anchorFile ?? join(dataDir, 'audit-anchor.json'),
    });
    const context = await buildContext({ config, pool: database.pool, store, gate, rooms, facts });
    return running({
      context,
      options,
      close: async () => {
        await gate.close();
        await store.close();
        await database.close();
      },
      connection: databaseUrl ?? database.embedded?.connectionString ?? '',
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Every folder of tables, in the order of the floors. */
const tableFolders = (rooms: readonly Room[]): URL[] => [
  gateTables,
  capabilityTables,
  importTables,
  bulkTables,
  ...rooms.flatMap(({ tables }) => tables ?? []),
];

interface Parts {
  readonly context: ServerContext;
  readonly options: StartOptions;
  readonly connection: string;
  readonly close: () => Promise<void>;
}

function running({ context, options, connection, close }: Parts): Opened {
  const { dataDir, config } = options;
  let app: FastifyInstance | undefined;
  let jobs: Jobs | undefined;
  return {
    context,
    async listen() {
      app = await buildApp(context);
      const url = await app.listen({ host: config.host, port: config.port });
      writeServerFile(dataDir, { pid: process.pid, url, database: connection });
      const { log } = app;
      jobs = startJobs(context.runtime, {
        onFailure: (job, error) => log.error({ job, error: (error as Error).name }),
      });
      readLists();
      return url;
    },
    async stop() {
      for (const stream of context.streams) stream.end();
      if (app) await closeGracefully(app);
      await jobs?.stop();
      await context.close();
      removeServerFile(dataDir);
      await close();
    },
  };
}

/** In the background, in short steps: the first search of the day finds the lists of diagnoses and medicines ready. */
function readLists(): void {
  // A list that can't be read is said by the search that needs it.
  icd10cm()
    .then(drugs)
    .catch(() => {});
}
