/**
 * Makes a clone ready to run, on whatever Node started it (20 or newer): the right Node, the locked packages, the
 * compiled FHIR definitions and the built screens. Each step is skipped when its inputs are unchanged. Plain JavaScript
 * without packages, because it runs before any is installed. Progress goes to stderr: stdout belongs to the command.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = 24;

export const say = (text) => process.stderr.write(`${text}\n`);

function fail(text) {
  say(text);
  process.exit(1);
}

/** npm's own entry file, to be run by the Node of our choice: its engine checks then see that Node. */
function npmCli() {
  const execpath = process.env.npm_execpath;
  if (execpath?.endsWith('.js') && existsSync(execpath)) {
    const cli = join(dirname(execpath), 'npm-cli.js');
    return existsSync(cli) ? cli : execpath;
  }
  const beside = ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js'];
  const places = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)];
  for (const place of places)
    for (const path of beside) if (existsSync(join(place, path))) return join(place, path);
  return fail('npm was not found. Medley needs Node.js 20 or newer with npm.');
}

const withoutNpmSettings = (node) => {
  const environment = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  for (const name of Object.keys(environment))
    if (/^npm_(package|lifecycle|config_(local_)?prefix|command|node_execpath)/i.test(name))
      delete environment[name];
  return environment;
};

export function npm(node, cwd, args) {
  const ran = spawnSync(node, [npmCli(), ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: withoutNpmSettings(node),
    stdio: ['ignore', 2, 2],
  });
  if (ran.status !== 0)
    fail(`The packages could not be installed (npm ${args[0]} in ${cwd}). Check the network and try again.`);
}

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const stampOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

const runs = (binary) => spawnSync(binary, ['--version'], { stdio: 'ignore' }).status === 0;

/** Installs the Node of a folder with a lock of its own; answers its path. */
function fetchNode(folder) {
  const [platform, file] = process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node'];
  const binary = join(folder, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file);
  // npm says nothing when an optional package did not come; a network that faltered gets a second chance.
  for (let tries = 0; tries < 2 && !existsSync(binary); tries += 1) npm(process.execPath, folder, ['ci']);
  if (existsSync(binary)) return binary;
  return fail(
    `The Node.js for ${process.platform} ${process.arch} could not be fetched. Check the network and try again, or install Node.js ${OLDEST_NODE} or newer.`,
  );
}

/** Node 26 asks for GCC's libatomic, which a bare Debian does not have and root may add. */
function installLibatomic() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'libatomic1'], quiet);
}

/**
 * The Node that runs Medley: this one when it is new enough, else the one the `runtime` package brings. Where that does
 * not start for want of a system library and nobody may install one, the newest that needs none: `runtime/older`.
 */
export function nodeForMedley() {
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  const folder = join(root, 'runtime');
  const stamp = join(folder, 'node_modules', '.medley-stamp');
  const wanted = sha256(readFileSync(join(folder, 'package-lock.json')));
  const [known, binary = ''] = stampOf(stamp).split('\n');
  if (known === wanted && existsSync(binary)) return binary;
  say(`Node ${process.versions.node} is older than ${OLDEST_NODE}: fetching the Node that Medley runs on …`);
  const fetched = fetchNode(folder);
  if (!runs(fetched)) installLibatomic();
  const node = runs(fetched) ? fetched : fetchNode(join(folder, 'older'));
  writeFileSync(stamp, `${wanted}\n${node}`);
  return node;
}

function installPackages(node) {
  const stamp = join(root, 'node_modules', '.medley-stamp');
  const wanted = sha256(readFileSync(join(root, 'package-lock.json')), process.platform, process.arch);
  if (stampOf(stamp) === wanted) return;
  say('Installing the packages …');
  npm(node, root, ['ci', '--ignore-scripts']);
  writeFileSync(stamp, wanted);
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** Everything that can end up in the browser: the screens and what they import. */
function webFingerprint() {
  const hash = createHash('sha256');
  for (const folder of ['capability', 'clinic', 'fhir', 'gate', 'terminology', 'ui', 'web'])
    for (const path of filesBelow(join(root, folder)))
      if (
        /\.(tsx?|css|html|json|tsv|svg|woff2)$/.test(path) &&
        !/\.test\.tsx?$|[\\/](compiled|data)[\\/]/.test(path)
      )
        hash.update(path.slice(root.length)).update(readFileSync(path));
  for (const file of ['package-lock.json', 'vite.config.ts']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function run(node, args, what) {
  const ran = spawnSync(node, args, { cwd: root, env: withoutNpmSettings(node), stdio: ['ignore', 2, 2] });
  if (ran.status !== 0) fail(`${what} failed. The message above says why.`);
}

function buildScreens(node) {
  const stamp = join(root, 'dist', '.medley-stamp');
  const wanted = webFingerprint();
  if (stampOf(stamp) === wanted) return;
  say('Building the screens …');
  run(
    node,
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    'Building the screens',
  );
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Node, packages and definitions; with `screens` the browser part too. Returns the path of the Node to use. */
export function prepare({ screens }) {
  const node = nodeForMedley();
  installPackages(node);
  run(node, [join(root, 'fhir', 'definitions', 'ensure.ts')], 'Compiling the FHIR definitions');
  if (screens) buildScreens(node);
  return node;
}
