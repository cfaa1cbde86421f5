import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCompiled } from './compile.ts';
import type { CodeLists, CompiledSearch, Displays, Profile, Structures } from './shapes.ts';

const loaded = new Map<string, unknown>();
let folder: string | undefined;

/** One compiled file, read once per process and only when first asked for. */
function compiled<T>(name: string): T {
  folder ??= ensureCompiled();
  if (!loaded.has(name)) loaded.set(name, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
  return loaded.get(name) as T;
}

/** Trimmed StructureDefinitions of all R4 types. */
export const structures = (): Structures => compiled<Structures>('structures');
/** Search parameters of all R4 resource types and the Patient compartment. */
export const searchDefinitions = (): CompiledSearch => compiled<CompiledSearch>('search');
/** Codes of the value sets that are bound as required. */
export const codeLists = (): CodeLists => compiled<CodeLists>('codes');
/** What the codes of those sets mean. */
export const displays = (): Displays => compiled<Displays>('displays');
/** US Core 6.1.0 profiles by url: what they ask beyond the base. */
export const profiles = (): Readonly<Record<string, Profile>> =>
  compiled<Readonly<Record<string, Profile>>>('profiles');
