import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCompiled } from './compile.ts';
import type { CodeLists, CompiledSearch, Structures } from './shapes.ts';

const loaded = new Map<string, unknown>();

/** One compiled file, read once per process and only when first asked for. */
function compiled<T>(name: string): T {
  if (!loaded.has(name))
    loaded.set(name, JSON.parse(readFileSync(join(ensureCompiled(), `${name}.json`), 'utf8')));
  return loaded.get(name) as T;
}

/** Trimmed StructureDefinitions of all R4 types. */
export const structures = (): Structures => compiled<Structures>('structures');
/** Search parameters of all R4 resource types and the Patient compartment. */
export const searchDefinitions = (): CompiledSearch => compiled<CompiledSearch>('search');
/** Codes of the value sets that are bound as required. */
export const codeLists = (): CodeLists => compiled<CodeLists>('codes');
