import { WordIndex, wordsOf } from '../word-index.ts';

export interface Substance {
  readonly system: string;
  readonly code: string;
  readonly name: string;
  readonly category: 'medication' | 'food' | 'environment';
}

export interface Reaction {
  /** SNOMED CT. */
  readonly code: string;
  readonly name: string;
}

/** A short list that is searched by name and by what people say for it; an empty query gives it whole, in its order. */
export interface ShortList<T> {
  readonly all: readonly T[];
  search(query: string, limit: number): T[];
}

/** A list with other words for each entry, in the same order. */
export function shortList<T extends { name: string }>(
  all: readonly T[],
  says: readonly string[],
): ShortList<T> {
  const index = new WordIndex();
  all.forEach((one, at) => {
    index.add(`${one.name} ${says[at] ?? ''}`);
  });
  index.seal();
  return {
    all,
    search: (query, limit) => {
      const asked = wordsOf(query.slice(0, 100)).map((word) => [word]);
      if (asked.length === 0) return all.slice(0, Math.max(0, limit));
      return index
        .find(asked)
        .sort((one, other) => other.score - one.score || one.at - other.at)
        .slice(0, Math.max(0, limit))
        .flatMap((hit) => all[hit.at] ?? []);
    },
  };
}
