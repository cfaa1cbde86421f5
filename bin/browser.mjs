/**
 * The browser the screen tests drive: the machine's own Chromium or Chrome; as root on Debian the distribution's
 * package; for an ordinary user the one that the small locked package in `runtime/browser` brings.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npm, root, say } from './bootstrap.mjs';

const INSTALLED = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const found = () => INSTALLED.find((path) => path && existsSync(path));

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  say('Installing Chromium for the screen tests …');
  const quiet = {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
    quiet,
  );
}

async function fromPackage(node) {
  const folder = join(root, 'runtime', 'browser');
  if (!existsSync(join(folder, 'node_modules'))) {
    say('Fetching a Chromium for the screen tests …');
    npm(node, folder, ['ci', '--ignore-scripts']);
  }
  const entry = pathToFileURL(join(folder, 'executable.mjs')).href;
  const { executable } = await import(entry);
  return executable();
}

/** Path of a Chromium-like browser, installed if need be. */
export async function browserPath(node) {
  if (!found()) installFromDebian();
  return found() ?? (await fromPackage(node));
}
