import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PackLanguage } from '#clinic/downtime/rules/words.ts';
import type { DowntimeOptions } from '#server/downtime/refresh-pack.ts';
import { atTerminal, type ClinicOptions, DATA_OPTION } from './open-clinic.ts';

const days = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    throw new InvalidArgumentError('It is a whole number of days.');
  return number;
};

export interface PackOptions {
  readonly downtimeKeep: number;
  readonly downtimeLanguage: PackLanguage;
}

/** The options of `medley start` and `medley downtime` alike. */
export const withPack = (command: Command): Command =>
  command
    .option('--downtime-keep <days>', 'how long the packs of former days are kept', days, 3)
    .addOption(
      new Option('--downtime-language <language>', 'language of the pack')
        .choices(['en', 'es'])
        .default('en'),
    );

export const packOptions = (
  folder: string,
  { downtimeKeep, downtimeLanguage }: PackOptions,
): DowntimeOptions => ({
  folder: resolve(folder),
  keepDays: downtimeKeep,
  language: downtimeLanguage,
});

/** `medley downtime --to DIR`: the downtime pack once, by hand. */
export function downtimeCommand(program: Command): void {
  withPack(
    program
      .command('downtime')
      .description(
        'write the downtime pack: schedule, allergies, medications, problems and contacts of today and the next day, as HTML and PDF',
      ),
  )
    .requiredOption('--to <folder>', 'where the files shall lie; closed to everybody but you')
    .option(...DATA_OPTION)
    .action(
      atTerminal(async ({ to, data, ...options }: PackOptions & { to: string } & ClinicOptions) => {
        const pack = packOptions(to, options);
        const { withContext } = await import('./with-context.ts');
        const { refreshPack } = await import('#server/downtime/refresh-pack.ts');
        const { visits, patients, removed } = await withContext(
          data === undefined ? {} : { data },
          (context) => refreshPack(context, pack),
        );
        process.stdout.write(
          `The downtime pack lies in ${pack.folder}: ${visits} visits, ${patients} patients, as downtime.html and downtime.pdf.\n`,
        );
        for (const name of removed)
          process.stdout.write(`Removed, older than ${pack.keepDays} days: ${name}\n`);
      }),
    );
}
