import { type Command, Option } from 'commander';
import { accessTable } from '#gate/access-table.ts';
import { toAuditEvent } from '#gate/audit/fhir.ts';
import { retention } from '#gate/audit/retention.ts';
import { AUDIT_ACTIONS, type AuditPage, type AuditQuery, type AuditRow } from '#gate/audit/row.ts';
import type { ChainReport } from '#gate/gate.ts';
import { atTerminal, type ClinicOptions, DATA_OPTION, withClinic } from './open-clinic.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `medley audit …`: verify, search and export the audit trail; print who may do what. */
export function auditCommand(program: Command): void {
  const audit = program
    .command('audit')
    .description('the audit trail: verify its chain, search it, export it');
  audit
    .command('verify')
    .description(
      'check the whole chain against change, removal, insertion, reordering and cutting off; exit code 1 if it is not sound',
    )
    .option('--json', 'print the report as JSON')
    .option(...DATA_OPTION)
    .action(
      atTerminal(async ({ json, ...options }: ClinicOptions & { json?: boolean }) => {
        const report = await withClinic(options, async ({ gate }) => {
          await gate.audit.seal();
          return gate.audit.verify();
        });
        if (json) say(JSON.stringify(report, null, 2));
        else for (const line of reportLines(report)) say(line);
        if (!report.sound) process.exitCode = 1;
      }),
    );
  audit
    .command('search')
    .description('print rows of the trail, newest first; the search itself is audited')
    .option('--patient <id>', 'logical id of a Patient')
    .option('--account <id>', 'id of an account or machine client')
    .addOption(new Option('--action <action>', 'what was done').choices(AUDIT_ACTIONS))
    .option('--from <instant>', 'at or after, e.g. 2026-11-23T00:00:00Z')
    .option('--to <instant>', 'before')
    .option('--count <rows>', 'at most so many rows', Number, 50)
    .addOption(
      new Option('--format <format>', 'how rows are printed')
        .choices(['text', 'json', 'fhir'])
        .default('text'),
    )
    .option(...DATA_OPTION)
    .action(
      atTerminal(({ format, data, ...query }: SearchOptions) =>
        withClinic(data === undefined ? {} : { data }, async ({ gate, by }) => {
          for await (const row of pagesOf(
            (cursor, count) => gate.audit.search(by, { ...query, count, ...cursor }),
            query.count,
          )) {
            say(PRINTED[format](row));
          }
        }),
      ),
    );
  audit
    .command('rights')
    .description('print who may do what, as Markdown (gate/ACCESS.md)')
    .action(() => void process.stdout.write(accessTable()));
}

type SearchOptions = ClinicOptions & Omit<AuditQuery, 'cursor'> & { format: Format; count: number };

/** Rows, page after page, until there are no more or `most` were seen. */
async function* pagesOf(
  page: (cursor: { cursor?: string }, count: number) => Promise<AuditPage>,
  most: number,
): AsyncGenerator<AuditRow> {
  let cursor: string | undefined;
  for (let left = most; left > 0; ) {
    const { rows, next } = await page(cursor === undefined ? {} : { cursor }, Math.min(left, 500));
    yield* rows;
    left -= rows.length;
    if (next === undefined) return;
    cursor = next;
  }
}

type Format = 'text' | 'json' | 'fhir';
const PRINTED: Readonly<Record<Format, (row: AuditRow) => string>> = {
  json: (row) => JSON.stringify(row),
  fhir: (row) => JSON.stringify(toAuditEvent(row)),
  text: (row) => {
    const target =
      row.type === ''
        ? ''
        : ` ${row.type}${row.resource === '' ? '' : `/${row.resource}`}${row.version === null ? '' : ` v${row.version}`}`;
    const patients = row.patients.length === 0 ? '' : ` patient ${row.patients.join(',')}`;
    const more = [row.operation, row.query && `by ${row.query}`, row.reason]
      .filter((text) => text !== '')
      .join(' · ');
    return `${row.at} ${row.outcome === 'success' ? ' ' : '!'} ${row.display || row.account || 'unknown'} (${row.roles.join(' ')}) ${row.action}${target}${patients}${more === '' ? '' : ` · ${more}`}`;
  },
};

function reportLines({ sound, blocks, rows, pending, faults }: ChainReport): string[] {
  const waiting = pending === 0 ? '' : `, ${pending} rows not sealed yet`;
  return [
    `${sound ? 'Sound' : 'NOT SOUND'}: ${rows} rows in ${blocks} blocks${waiting}.`,
    `Rows are kept at least ${retention().years} years (${retention().citation}).`,
    ...faults.map(
      ({ block, row, what }) => `block ${block}${row === undefined ? '' : `, row ${row}`}: ${what}`,
    ),
  ];
}
