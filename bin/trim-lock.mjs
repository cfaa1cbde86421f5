/**
 * After `npm install`: takes out of the lock file the optional packages that the registry did not have (binaries for
 * platforms nobody here runs). npm installs without them but `npm ci` refuses a lock file that only names them.
 * Run: node bin/trim-lock.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

for (const file of [
  'package-lock.json',
  'runtime/package-lock.json',
  'runtime/older/package-lock.json',
  'runtime/browser/package-lock.json',
]) {
  const path = join(root, file);
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const has = (from, name) => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
      if (`${at ? `${at}/` : ''}node_modules/${name}` in lock.packages) return true;
      if (at === '') return false;
    }
  };
  let taken = 0;
  for (const [from, entry] of Object.entries(lock.packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (from === '' || has(from, name)) continue;
      delete entry.optionalDependencies[name];
      taken += 1;
    }
  }
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${file}: ${taken} taken out\n`);
}
