import { existsSync } from 'node:fs';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const WORTH = /\.(js|css|svg|json|html|wasm|mjs|txt)$/;
const SMALLEST = 1024;
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/**
 * Puts a .br and a .gz beside every built file that gains by it, once for each build. One after the other: whoever asks
 * meanwhile gets the file as it is.
 */
export async function precompress(folder: string): Promise<void> {
  for (const { parentPath, name } of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(parentPath, name);
    if (!WORTH.test(name) || existsSync(`${path}.br`)) continue;
    const bytes = await readFile(path);
    if (bytes.length < SMALLEST) continue;
    await put(`${path}.gz`, await gzipped(bytes));
    await put(`${path}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

/** Whole or not at all: a half-written file would be served. */
async function put(path: string, bytes: Buffer): Promise<void> {
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
}
