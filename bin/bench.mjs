/** `npm run bench`: every benchmark, one after the other, each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './bootstrap.mjs';

const node = prepare({ screens: true });
const wanted = process.argv.slice(2);
const benches = readdirSync(join(root, 'bench'))
  .filter((name) => name.endsWith('.bench.ts'))
  .sort();
let failed = 0;
for (const name of benches) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  process.stdout.write(`\n## ${name.replace('.bench.ts', '')}\n\n`);
  if (spawnSync(node, [join(root, 'bench', name)], { cwd: root, stdio: 'inherit' }).status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
