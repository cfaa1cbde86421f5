import { type CodeSystem, type Concept, searchOf } from './code-system.ts';

/** A value set that can be written out: of one system or of several. */
export interface CodeSet {
  readonly url: string;
  readonly name: string;
  /** `system|version` of what it is drawn from. */
  readonly versions: readonly string[];
  readonly size: number;
  /** The set is all of this system. */
  readonly whole?: string;
  find(system: string, code: string): Concept | undefined;
  page(from: number, count: number): Concept[];
  search(words: string, limit: number): Concept[];
}

const versionOf = ({ url, version }: CodeSystem): string[] =>
  version === undefined ? [] : [`${url}|${version}`];

/** All of a system. */
export const wholeSystem = (about: Pick<CodeSet, 'url' | 'name'>, system: CodeSystem): CodeSet => ({
  ...about,
  versions: versionOf(system),
  size: system.size,
  whole: system.url,
  find: (url, code) => (url === system.url ? system.find(code) : undefined),
  page: (from, count) => system.page(from, count),
  search: (words, limit) => system.search(words, limit),
});

/** A part of a system; which concepts, is asked of each once. */
export function partOfSystem(
  about: Pick<CodeSet, 'url' | 'name'>,
  system: CodeSystem,
  keeps: (concept: Concept) => boolean,
): CodeSet {
  const kept = system.page(0, system.size).filter(keeps);
  return {
    ...about,
    versions: versionOf(system),
    size: kept.length,
    find: (url, code) => {
      const found = url === system.url ? system.find(code) : undefined;
      return found && keeps(found) ? found : undefined;
    },
    page: (from, count) => kept.slice(from, from + count),
    // Three times as many as wanted: what the part leaves out stands among them.
    search: (words, limit) =>
      system
        .search(words, limit * 3)
        .filter(keeps)
        .slice(0, limit),
  };
}

/** Concepts one by one, each once. */
export function listedSet({
  concepts: given,
  versions = [],
  ...about
}: Pick<CodeSet, 'url' | 'name'> & {
  readonly concepts: readonly Concept[];
  readonly versions?: readonly string[];
}): CodeSet {
  const byKey = new Map(given.map((one) => [`${one.system}|${one.code}`, one]));
  const concepts = [...byKey.values()];
  return {
    ...about,
    versions,
    size: concepts.length,
    find: (system, code) => byKey.get(`${system}|${code}`),
    page: (from, count) => concepts.slice(from, from + count),
    search: searchOf(concepts),
  };
}
