import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Secret, secretOfFile, secretOfPassphrase } from '#record/backup/key.ts';
import { dataDirOf } from './open-clinic.ts';

export interface SecretOptions {
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly data?: string;
}

/** The options that every command on a backup shares. */
export const withSecret = (command: Command): Command =>
  command
    .option('--key <file>', 'the key made by "medley backup key" (usual: backup.key beside the data)')
    .option(
      '--passphrase-file <file>',
      'a file whose first line is a passphrase, instead of a key; or MEDLEY_BACKUP_PASSPHRASE',
    );

export const keyPathOf = ({ key, data }: SecretOptions): string =>
  key ?? join(dataDirOf(data === undefined ? {} : { data }), 'backup.key');

/** The passphrase or the key that was named. Throws with a sentence for the terminal. */
export function secretOf(options: SecretOptions): Secret {
  const spoken = options.passphraseFile
    ? readFileSync(options.passphraseFile, 'utf8').split('\n')[0]?.trim()
    : process.env.MEDLEY_BACKUP_PASSPHRASE;
  if (spoken !== undefined && spoken !== '') return secretOfPassphrase(spoken);
  return secretOfFile(keyPathOf(options));
}
