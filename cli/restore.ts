import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '#record/backup/restore-backup.ts';
import { atTheTerminal, sayFound } from './backup.ts';
import { type SecretOptions, secretOf, withSecret } from './backup-secret.ts';
import { atTerminal } from './open-clinic.ts';
import { checkRestored, takeOver } from './restored-clinic.ts';

interface RestoreCommand extends SecretOptions {
  readonly from: string;
  readonly data: string;
  readonly at?: string;
  readonly despiteFaults?: true;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `medley restore …`: a backup becomes a clinic again. */
export function restoreCommand(program: Command): void {
  withSecret(
    program
      .command('restore')
      .description('make a clinic of a backup, as of its end or of an instant, in a folder that holds none'),
  )
    .requiredOption('--from <folder>', 'where the backup lies')
    .requiredOption('--data <folder>', 'where the clinic shall lie; a clinic that is there is never touched')
    .option('--at <instant>', 'as of this instant, e.g. 2026-11-24T09:30:00-05:00')
    .option(
      '--despite-faults',
      'restore even if the audit trail is not whole; what is wrong is printed and noted in the trail',
    )
    .action(atTerminal(restore));
}

async function restore({ from, data, at, despiteFaults, ...options }: RestoreCommand): Promise<void> {
  if (process.env.DATABASE_URL)
    throw new Error(
      'DATABASE_URL is set: restore that PostgreSQL with its own tools. docs/backup.md says how.',
    );
  const started = performance.now();
  const secret = secretOf({ ...options, data });
  const { point, found } = await restoreBackup(
    { from: resolve(from), data, secret, at, onStep: say },
    async (pool, given) => {
      const sound = await checkRestored(pool, { ...given, at, despiteFaults });
      const reason = `as of ${at ?? given.point.at}`;
      await takeOver(pool, {
        data: given.data,
        reason,
        by: atTheTerminal(),
        faulty: sound.faults?.length ?? 0,
      });
      return sound;
    },
  );
  sayFound(found);
  say(
    `The clinic is restored in ${resolve(data)}, as of ${at ?? point.at} (${((performance.now() - started) / 1000).toFixed(1)} s).`,
  );
  say('Everybody signs in again. Rights that were changed after that instant are to be changed again.');
  say(`Start it: medley start --data ${resolve(data)}`);
}
