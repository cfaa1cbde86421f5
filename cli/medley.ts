#!/usr/bin/env node
/** `medley …`: the commands of a clinic's own machine. Each loads what it needs when it is asked for. */
import { Command, InvalidArgumentError } from 'commander';
import { auditCommand } from './audit.ts';
import { backupCommand } from './backup.ts';
import { clientCommand } from './client.ts';
import { downtimeCommand, withPack } from './downtime.ts';
import { importCommand } from './import.ts';
import { restoreCommand } from './restore.ts';
import { retentionCommand } from './retention.ts';

const port = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return number;
};

const program = new Command('medley')
  .description('The open clinic workspace for medical assistants.')
  .version('0.1.0')
  .showHelpAfterError('Add --help to see what is possible.')
  .addHelpText(
    'after',
    `
Environment:
  DATABASE_URL        PostgreSQL 15 or newer to use instead of the built-in one
  MEDLEY_PUBLIC_URL   address under which a proxy makes the server known, e.g. https://clinic.example
  MEDLEY_TRUST_PROXY  1 = believe X-Forwarded-* headers (only behind a proxy that sets them)
  MEDLEY_LOG          silent, error, warn (usual), info or debug; never holds patient data`,
  );

withPack(
  program
    .command('start')
    .description(
      'Start the clinic: database, server and screens. The first start makes a demo clinic, or with --empty the set-up wizard.',
    )
    .option('--port <number>', 'port to listen on; 0 takes a free one', port, 8080)
    .option('--host <address>', 'address to listen on; 0.0.0.0 lets other workstations in', '127.0.0.1')
    .option(
      '--data <folder>',
      'where the data lies (usual: .medley in the clone; as root below /var/lib/medley)',
    )
    .option('--empty', 'no demo: begin with the set-up wizard and an owner’s one-time link')
    .option('--downtime <folder>', 'keep the downtime pack in this folder, fresh every 15 minutes'),
).action(async (options) => (await import('./start.ts')).start(options));

auditCommand(program);
clientCommand(program);
importCommand(program);
backupCommand(program);
restoreCommand(program);
downtimeCommand(program);
retentionCommand(program);
await program.parseAsync();
