import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { openFolder, readPoints } from '#record/backup/folder.ts';
import { makeKeyFile } from '#record/backup/key.ts';
import { type BackupReport, makeBackup } from '#record/backup/make-backup.ts';
import { prune } from '#record/backup/prune.ts';
import { restoreBackup } from '#record/backup/restore-backup.ts';
import { factsOf } from './backup-facts.ts';
import { keyPathOf, type SecretOptions, secretOf, withSecret } from './backup-secret.ts';
import { atTerminal, DATA_OPTION, type OpenClinic, withClinic } from './open-clinic.ts';
import { checkThoroughly, type Found } from './restored-clinic.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
const above0 = (text: string): number => {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('It is a number above 0.');
  return number;
};

interface BackupCommand extends SecretOptions {
  readonly to?: string;
  readonly full?: true;
  readonly fullAfter: number;
  readonly keep?: number;
  readonly every?: number;
}

/** `medley backup …`: make, verify and list encrypted backups. */
export function backupCommand(program: Command): void {
  const backup = withSecret(
    program
      .command('backup')
      .description('back up the working clinic, encrypted: whole the first time, then what happened since'),
  )
    .option('--to <folder>', 'where the backup lies; each run adds to it')
    .option('--full', 'make a whole copy now')
    .option('--full-after <days>', 'make a whole copy when the last is older', above0, 7)
    .option('--keep <days>', 'remove what is not needed to restore to any instant of the last days', above0)
    .option('--every <minutes>', 'go on doing it until stopped', above0)
    .option(...DATA_OPTION)
    .action(atTerminal(run));
  keyCommand(backup);
  verifyCommand(backup);
  listCommand(backup);
}

async function run({ to, every, ...options }: BackupCommand): Promise<void> {
  if (to === undefined) throw new Error('Say where the backup shall lie: medley backup --to FOLDER');
  if (every === undefined) return once(resolve(to), options);
  for (;;) {
    await once(resolve(to), options).catch((problem: Error) => process.stderr.write(`${problem.message}\n`));
    await pause(every * 60_000);
  }
}

async function once(to: string, options: Omit<BackupCommand, 'to' | 'every'>): Promise<void> {
  refuseForeign();
  const secret = secretOf(options);
  const started = performance.now();
  const report = await withClinic(options.data === undefined ? {} : { data: options.data }, (clinic) =>
    audited(clinic, () =>
      makeBackup({
        connection: clinic.connection,
        cluster: join(clinic.dataDir, 'pg'),
        to,
        secret,
        full: options.full,
        fullAfterDays: options.fullAfter,
        facts: async () => {
          await clinic.gate.audit.seal();
          return factsOf(clinic.pool);
        },
      }),
    ),
  );
  sayReport(report, { to, seconds: (performance.now() - started) / 1000 });
  if (options.keep !== undefined) sayRemoved(await prune(to, secret, options.keep), options.keep);
}

function sayReport(
  { point, whole, segments, bytes }: BackupReport,
  { to, seconds }: { to: string; seconds: number },
): void {
  const what = whole === undefined ? 'what happened since the last time' : `the whole clinic (${whole})`;
  say(
    `Backed up ${what}: ${megabytes(bytes)}, ${segments} pieces of the log, ${seconds.toFixed(1)} s, to ${to}`,
  );
  say(`It can be restored to any instant from ${point.baseAt} to ${point.at}.`);
}

function sayRemoved(names: readonly string[], days: number): void {
  const what = `older than ${days} days and no longer needed`;
  say(names.length === 0 ? `Nothing is ${what}.` : `Removed, ${what}:`);
  for (const name of names) say(`  ${name}`);
}

/** [C13] A backup takes the whole record along: it is in the trail, done or failed. */
async function audited<T>({ gate, by }: OpenClinic, make: () => Promise<T>): Promise<T> {
  const note = { action: 'backup', operation: 'backup' } as const;
  try {
    const made = await make();
    await gate.audit.noteOf(by, { ...note, outcome: 'success' });
    return made;
  } catch (problem) {
    await gate.audit.noteOf(by, { ...note, outcome: 'failed' });
    throw problem;
  }
}

/** Its own database Medley knows how to copy; another one has its own tools, and they do it better. */
function refuseForeign(): void {
  if (process.env.DATABASE_URL)
    throw new Error(
      'The clinic uses the PostgreSQL of DATABASE_URL: back that up with its own tools, best pgBackRest. docs/backup.md says how.',
    );
}

function keyCommand(backup: Command): void {
  backup
    .command('key')
    .description('make the key that opens the backups; keep a copy of it away from this machine')
    .action(
      atTerminal(async (_: unknown, command: Command) => {
        const path = resolve(keyPathOf(command.optsWithGlobals<SecretOptions>()));
        makeKeyFile(path);
        say(`Made ${path}, readable by you alone.`);
        say('Copy it to a place away from this machine and away from the backups: nothing else opens them.');
      }),
    );
}

function verifyCommand(backup: Command): void {
  backup
    .command('verify')
    .description(
      'restore a backup into a temporary place, check all of it, and say so; exit code 1 if it is not sound',
    )
    .requiredOption('--from <folder>', 'where the backup lies')
    .option('--at <instant>', 'as of this instant, e.g. 2026-11-24T09:30:00-05:00')
    .action(
      atTerminal(async (_: unknown, command: Command) => {
        const { from, at, ...options } = command.optsWithGlobals<
          SecretOptions & { from: string; at?: string }
        >();
        const started = performance.now();
        const scratch = mkdtempSync(join(tmpdir(), 'medley-verify-'));
        // PostgreSQL's account passes through; what lies in it is closed to everybody else.
        chmodSync(scratch, 0o711);
        try {
          const { point, found } = await restoreBackup(
            {
              from: resolve(from),
              data: join(scratch, 'clinic'),
              secret: secretOf(options),
              at,
              onStep: say,
            },
            (pool, given) => checkThoroughly(pool, { ...given, at }),
          );
          sayFound(found);
          say(
            `The backup is sound, as of ${at ?? point.at} (${((performance.now() - started) / 1000).toFixed(1)} s).`,
          );
        } finally {
          rmSync(scratch, { recursive: true, force: true });
        }
      }),
    );
}

export function sayFound({ faults, ...found }: Found): void {
  const { resources, versions, auditRows, auditBlocks, tables, indexes } = found;
  say(`  ${resources} resources, ${versions} versions of them`);
  const trail = faults ? `audit trail NOT whole, ${faults.length} faults` : 'audit trail whole';
  say(`  ${trail}: ${auditRows} rows in ${auditBlocks} blocks`);
  for (const fault of faults ?? []) say(`    ${fault}`);
  if (tables !== undefined) say(`  ${tables} tables read to their end, ${indexes} indexes checked`);
}

function listCommand(backup: Command): void {
  backup
    .command('list')
    .description('print from when to when a backup can be restored')
    .requiredOption('--from <folder>', 'where the backup lies')
    .action(
      atTerminal(async (_: unknown, command: Command) => {
        const { from, ...options } = command.optsWithGlobals<SecretOptions & { from: string }>();
        const points = await readPoints(openFolder(resolve(from)), secretOf(options));
        const copies = Map.groupBy(points, ({ base }) => base);
        for (const [base, of] of copies)
          say(`${base}  any instant from ${of[0]?.baseAt} to ${of.at(-1)?.at}  (${of.length} backups)`);
      }),
    );
}

/** How the audit trail names who sits at the terminal. */
export const atTheTerminal = (): string => `command line, ${userInfo().username}`;
