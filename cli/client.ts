import type { Command } from 'commander';
import { atTerminal, DATA_OPTION, withClinic } from './open-clinic.ts';

interface CreateOptions {
  readonly name: string;
  readonly scope?: string[];
  readonly data?: string;
}

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
const words = (text: string, before: string[] = []): string[] => [
  ...before,
  ...text.split(/[\s,]+/).filter((word) => word !== ''),
];

/** `medley client …`: machine clients of the FHIR interface. Only JSON goes to standard output. */
export function clientCommand(program: Command): void {
  const client = program
    .command('client')
    .description('machine clients: programs that use /fhir with the client_credentials grant');
  client
    .command('create')
    .description('make a client and print its id and secret as JSON; the secret is shown this once')
    .requiredOption('--name <name>', 'what the audit trail and the list call it')
    .option(
      '--scope <scopes...>',
      'SMART v2 system scopes, e.g. system/Observation.rs (default: system/*.cruds)',
      words,
    )
    .option(...DATA_OPTION)
    .action(
      atTerminal(({ name, scope, data }: CreateOptions) =>
        withClinic(data === undefined ? {} : { data }, async ({ gate, by }) => {
          print(await gate.oauth.createClient(by, { name, ...(scope ? { scopes: scope } : {}) }));
        }),
      ),
    );
  client
    .command('list')
    .description('print the clients as JSON')
    .option(...DATA_OPTION)
    .action(
      atTerminal((options: { data?: string }) =>
        withClinic(options, async ({ gate }) => {
          print(await gate.oauth.listClients());
        }),
      ),
    );
  client
    .command('revoke')
    .description('disable a client; its tokens end within 5 seconds')
    .argument('<client_id>')
    .option(...DATA_OPTION)
    .action(
      atTerminal((id: string, options: { data?: string }) =>
        withClinic(options, async ({ gate, by }) => {
          if (!(await gate.oauth.disableClient(by, id))) throw new Error(`There is no client ${id}.`);
          print({ client_id: id, disabled: true });
        }),
      ),
    );
}
