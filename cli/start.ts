import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { defaultDataDir } from '#record/embedded/places.ts';
import { configFrom, DEFAULT_CONFIG } from '#server/config.ts';
import { type DowntimeOptions, startDowntime } from '#server/downtime/refresh-pack.ts';
import { type Opened, openServer } from '#server/start.ts';
import { type PackOptions, packOptions } from './downtime.ts';
import { mustBeFree } from './port.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export interface StartCommand extends PackOptions {
  readonly port: number;
  readonly host: string;
  readonly data?: string;
  readonly empty?: true;
  readonly downtime?: string;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * How far the heap may grow past what lives in it before it is collected, in percent. V8 on a machine with much memory
 * waits until it has grown four times; at 40 % the server takes under two thirds of the memory and answers as fast
 * (docs/performance.md).
 */
const HEAP_GROWTH_PERCENT = 40;

/** `medley start`: runs until it is told to end (Ctrl-C, SIGTERM). */
export async function start({ port, host, data, empty, downtime, ...pack }: StartCommand): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  const dataDir = data === undefined ? defaultDataDir(root) : resolve(data);
  await mustBeFree({ host, port }).catch(failed);
  const web = join(root, 'dist', 'web');
  const databaseUrl = process.env.DATABASE_URL;
  const server = await openServer({
    config: {
      ...DEFAULT_CONFIG,
      ...configFrom(process.env),
      port,
      host,
      demo: empty !== true,
      ...(existsSync(web) ? { web } : {}),
    },
    dataDir,
    ...(databaseUrl ? { databaseUrl } : {}),
    onStep: say,
  }).catch(failed);
  endOnSignal(server);
  await firstStart(server, empty === true).catch((error) => endFailed(server, error));
  const url = await server.listen().catch((error) => endFailed(server, error));
  if (downtime !== undefined) keepPack(server, packOptions(downtime, pack));
  await printWelcome(server, {
    url, // From the start of the process.
    seconds: performance.now() / 1000,
  });
}

/** The downtime pack, from now on; a pack that could not be written is said in the log and tried again. */
function keepPack({ context }: Opened, options: DowntimeOptions): void {
  startDowntime(context, {
    ...options,
    onFailure: (problem) => {
      const { code, name } = problem as NodeJS.ErrnoException;
      process.stderr.write(
        `The downtime pack was not refreshed (${code ?? name}); it is tried again in 15 minutes.\n`,
      );
    },
  });
  say(`The downtime pack is kept in ${options.folder}`);
}

/** A clinic that does not exist yet: the demo is made, or the wizard waits for its owner. */
async function firstStart({ context }: Opened, empty: boolean): Promise<void> {
  if (context.facts.isSetUp()) return context.facts.current().demo ? demoToday(context) : undefined;
  if (empty) return;
  const { seedDemo } = await import('#demo/seed.ts');
  await seedDemo(context, say);
  await context.facts.reload();
}

/** The demo's today is always today: on a day without appointments it is built anew. */
async function demoToday(context: Opened['context']): Promise<void> {
  const { seedToday } = await import('#demo/today.ts');
  await seedToday(context);
}

async function printWelcome(
  { context }: Opened,
  { url, seconds }: { url: string; seconds: number },
): Promise<void> {
  const { facts, gate } = context;
  const address = context.config.publicUrl ?? url;
  say(`\nMedley is ready (${seconds.toFixed(1)} s):  ${address}\n`);
  if (!facts.isSetUp()) {
    const token = await gate.accounts.link(gate.system('set-up'), 'owner');
    return say(
      `The clinic is empty. Its owner sets it up here (the link works once, for 24 hours):\n\n  ${address}/link/${token}\n`,
    );
  }
  if (facts.current().demo) await printDemoSignIns();
  say('Stop with Ctrl-C.');
}

async function printDemoSignIns(): Promise<void> {
  const { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_PIN } = await import('#demo/people.ts');
  say('Demo sign-ins:');
  for (const { account, role, given, family } of DEMO_PEOPLE.filter(({ shown }) => shown))
    say(`  ${account.padEnd(10)} ${role.padEnd(11)} ${given} ${family}`);
  say(`  password ${DEMO_PASSWORD}, PIN ${DEMO_PIN}\n`);
}

function endOnSignal(server: Opened): void {
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    // The second time means it: whatever is still open is cut.
    if (ending) process.exit(signal === 'SIGINT' ? 130 : 143);
    ending = true;
    say('\nStopping …');
    server.stop().then(
      () => process.exit(0),
      (error) => failed(error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

async function endFailed(server: Opened, error: unknown): Promise<never> {
  await server.stop().catch(() => undefined);
  return failed(error);
}

/** An end with a sentence: what is expected to go wrong says what to do, the rest shows where it broke. */
function failed(error: unknown): never {
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    process.stderr.write('The port is taken. Choose another with --port, or --port 0 for any free one.\n');
  else process.stderr.write(`${process.env.MEDLEY_LOG === 'debug' ? stack : message}\n`);
  process.exit(1);
}
