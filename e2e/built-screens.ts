import { existsSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = ['ui', 'web', 'clinic', 'fhir', 'terminology', 'capability/contract.ts', 'vite.config.ts'];

/**
 * The folder with the screens as they are now in the tree, built if they changed since the last time. `MEDLEY_WEB` names
 * a folder to use instead.
 */
export async function builtScreens(): Promise<string> {
  const given = process.env.MEDLEY_WEB;
  if (given) return given;
  const folder = join(tmpdir(), `medley-screens-${process.getuid?.() ?? 0}-${await stampOf(SOURCES)}`);
  if (existsSync(join(folder, 'index.html'))) return folder;
  const { build } = await import('vite');
  await build({
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'web'),
    mode: 'development',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
}

/** A short name for the state of the sources: newest change and number of files. */
async function stampOf(sources: readonly string[]): Promise<string> {
  let newest = 0;
  let count = 0;
  const look = (path: string): void => {
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
    else if (/\.(tsx?|css|json|html|js|svg)$/.test(path)) {
      newest = Math.max(newest, stat.mtimeMs);
      count += 1;
    }
  };
  for (const source of sources) look(join(root, source));
  return `${Math.round(newest).toString(36)}-${count}`;
}
