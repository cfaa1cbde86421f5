/**
 * `npm test`: types, style, unused code, then every test (rules, record, server, screens in a real browser). Installs
 * what it needs, the browser included. The last line counts what passed and failed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { prepare, root } from './bootstrap.mjs';
import { browserPath } from './browser.mjs';

const node = prepare({ screens: true });
const browser = await browserPath(node);
const bin = (name, file) => join(root, 'node_modules', name, file);
const environment = {
  ...process.env,
  CHROMIUM_PATH: browser,
  PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
};
const run = (args) => spawnSync(node, args, { cwd: root, env: environment, stdio: 'inherit' }).status === 0;

const FLOORS = [
  'fhir',
  'terminology',
  'record',
  'gate',
  'capability',
  'ui',
  'clinic',
  'server',
  'web',
  'cli',
  'demo',
];
const tsc = bin('typescript', 'bin/tsc');
const checks = [
  ['types of the pure floors', [tsc, '-p', 'tsconfig.pure.json']],
  ['types of the server', [tsc, '-p', 'tsconfig.server.json']],
  ['types of the screens', [tsc, '-p', 'tsconfig.web.json']],
  ['style', [bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.']],
  ['unused code', [bin('knip', 'bin/knip.js')]],
  [
    'who imports whom',
    [
      bin('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      ...FLOORS,
    ],
  ],
];

const wanted = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const [name, args] of wanted.length > 0 ? [] : checks) {
  const fine = run(args);
  process.stdout.write(`${fine ? '✓' : '✗'} ${name}\n`);
  if (fine) passed += 1;
  else failed += 1;
}

const reports = mkdtempSync(join(tmpdir(), 'medley-test-'));
for (const project of ['floors', 'screens']) {
  const report = join(reports, `${project}.json`);
  const vitest = [bin('vitest', 'vitest.mjs'), 'run', '--project', project, '--passWithNoTests', ...wanted];
  const fine = run([...vitest, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]);
  const { numPassedTests = 0, numFailedTests = 0 } = readReport(report);
  passed += numPassedTests;
  failed += numFailedTests + (fine || numFailedTests > 0 ? 0 : 1);
}
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
