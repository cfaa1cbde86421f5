import { join } from 'node:path';
import { openGate } from '#gate/open-gate.ts';
import { openDatabase } from '#record/open-database.ts';
import { openStore } from '#record/store.ts';
import { DEFAULT_CONFIG } from '#server/config.ts';
import { buildContext, type ServerContext } from '#server/context.ts';
import { openFacts } from '#server/facts.ts';
import { ROOMS } from '#server/rooms.ts';
import { readServerFile } from '#server/server-file.ts';
import { type ClinicOptions, dataDirOf } from './open-clinic.ts';

/** The clinic's rooms on its database, without a server. Throws with a sentence for the terminal. */
export async function withContext<T>(
  options: ClinicOptions,
  run: (context: ServerContext) => Promise<T>,
): Promise<T> {
  const dataDir = dataDirOf(options);
  const { clinic } = DEFAULT_CONFIG;
  const database = await openDatabase({
    url: process.env.DATABASE_URL || readServerFile(dataDir)?.database,
    dataDir,
  });
  const closing: (() => Promise<void>)[] = [() => database.close()];
  try {
    const facts = await openFacts(database.pool, clinic);
    const store = await openStore({ pool: database.pool, clinic, zone: () => facts.current().zone });
    closing.unshift(() => store.close());
    const gate = await openGate({
      pool: database.pool,
      store,
      clinic,
      issuer: 'http://localhost/oauth',
      demo: false,
      anchorFile: join(dataDir, 'audit-anchor.json'),
    });
    closing.unshift(() => gate.close());
    const context = await buildContext({
      config: DEFAULT_CONFIG,
      pool: database.pool,
      store,
      gate,
      rooms: ROOMS,
      facts,
    });
    closing.unshift(() => context.close());
    return await run(context);
  } finally {
    for (const close of closing) await close();
  }
}
