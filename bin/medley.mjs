#!/usr/bin/env node
/** `medley …`: makes the clone ready, then hands over to `cli/medley.ts` under the right Node. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './bootstrap.mjs';

const command = process.argv[2];
const asksHelp = process.argv.includes('--help') || process.argv.includes('-h');
const node = prepare({ screens: command === 'start' && !asksHelp });
const cli = join(root, 'cli', 'medley.ts');

if (node === process.execPath) {
  process.argv[1] = cli;
  await import(pathToFileURL(cli).href);
} else {
  const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the whole group: the child ends by itself and we wait for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
