import { createWriteStream } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { defaultDataDir } from '#record/embedded/places.ts';
import { DEFAULT_CONFIG } from '#server/config.ts';
import type { ImportReport, Progress, Refusal } from '#server/import/import.ts';
import { openImport } from '#server/import/open-import.ts';
import { readServerFile } from '#server/server-file.ts';
import { openServer } from '#server/start.ts';
import { DATA_OPTION } from './open-clinic.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface ImportOptions {
  readonly data?: string;
  readonly report?: string;
}

/** `medley import PATH`. */
export function importCommand(program: Command): void {
  program
    .command('import')
    .description(
      'Bring in FHIR R4: Bundles (.json) and NDJSON (.ndjson), also gzipped; a file, or a folder of them.',
    )
    .argument('<path>', 'file or folder')
    .option(...DATA_OPTION)
    .option(
      '--report <file>',
      'where to write what was refused and why, one line of JSON each (usual: import-report.ndjson in the data folder)',
    )
    .addHelpText(
      'after',
      '\nRepeating an import changes nothing; an interrupted one goes on where it was. Works while the server runs or not.',
    )
    .action(async (path: string, options: ImportOptions) => {
      process.exitCode = await runImport(path, options);
    });
}

async function runImport(path: string, options: ImportOptions): Promise<number> {
  const dataDir = options.data === undefined ? defaultDataDir(root) : resolve(options.data);
  const databaseUrl = process.env.DATABASE_URL ?? readServerFile(dataDir)?.database;
  const server = await openServer({
    config: DEFAULT_CONFIG,
    dataDir,
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  try {
    const report = await openImport(server.context, 'import').run(resolve(path), showProgress());
    process.stderr.write('\n');
    const file = options.report ?? join(dataDir, 'import-report.ndjson');
    if (report.refused.length > 0) await writeReport(file, report.refused);
    for (const line of summary(report)) say(line);
    if (report.refused.length > 0) say(`Details: ${file}`);
    return report.refused.some(({ findings }) => findings.some(({ severity }) => severity === 'error'))
      ? 2
      : 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await server.stop();
  }
}

/** One line on a terminal, rewritten; a line every tenth of the way otherwise. */
export function showProgress(): (progress: Progress) => void {
  let told = -1;
  return ({ filesDone, filesTotal, bytesDone, bytesTotal, resources }) => {
    const percent = bytesTotal === 0 ? 100 : Math.floor((bytesDone / bytesTotal) * 100);
    const line = `  ${String(percent).padStart(3)} %  file ${Math.min(filesDone + 1, filesTotal)} of ${filesTotal}  ${resources.toLocaleString('en-US')} resources`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}`);
    else if (Math.floor(percent / 10) > told) {
      told = Math.floor(percent / 10);
      say(line);
    }
  };
}

function* summary(report: ImportReport): Generator<string> {
  const total = report.created + report.updated + report.unchanged;
  const rate = report.seconds > 0 ? Math.round(total / report.seconds) : total;
  yield `${report.created} created, ${report.updated} updated, ${report.unchanged} unchanged; ${report.skippedFiles} of ${report.files} files were known already; ${report.seconds.toFixed(1)} s, ${rate} resources/s.`;
  const reasons = new Map<string, number>();
  for (const { type, findings } of report.refused) {
    const reason = `${type}: ${findings[0]?.expression ?? ''} ${findings[0]?.message ?? ''}`.trim();
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  if (reasons.size > 0) yield `${report.refused.length} refused or incomplete:`;
  for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 20))
    yield `  ${count} × ${reason}`;
}

/** One OperationOutcome-like line for each refusal: place, resource, findings. */
function writeReport(file: string, refused: readonly Refusal[]): Promise<void> {
  return new Promise((done, failed) => {
    const stream = createWriteStream(file, { mode: 0o600 });
    stream.on('error', failed).on('finish', () => done());
    for (const refusal of refused) stream.write(`${JSON.stringify(refusal)}\n`);
    stream.end();
  });
}
