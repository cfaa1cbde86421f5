import { WordIndex, wordsOf } from '../word-index.ts';

/** A code with what is known of it, whatever its system. */
export interface Concept {
  readonly system: string;
  readonly code: string;
  readonly display: string;
  /** No longer given. */
  readonly inactive?: true;
  /** A heading: it groups others and is not for use itself. */
  readonly abstract?: true;
  /** Other texts for it. */
  readonly says?: readonly string[];
  readonly properties?: readonly Property[];
}

export interface Property {
  readonly code: string;
  readonly value: string | boolean;
}

/** A code system that is shipped with Medley. */
export interface CodeSystem {
  readonly url: string;
  readonly name: string;
  /** Edition; absent when the list is our own choice out of it. */
  readonly version?: string;
  /** Every code of the system is here. Else a code may be right although it is not found. */
  readonly complete: boolean;
  /** The displays are the publisher's, so that another text for a code is wrong. */
  readonly official: boolean;
  readonly size: number;
  find(code: string): Concept | undefined;
  /** In the system's own order. */
  page(from: number, count: number): Concept[];
  /** Best first. */
  search(words: string, limit: number): Concept[];
}

export type Listed = Pick<CodeSystem, 'url' | 'name' | 'version' | 'complete' | 'official'> & {
  readonly concepts: readonly Omit<Concept, 'system'>[];
};

/** A short system, held whole and indexed when it is first searched. */
export function listedSystem({ concepts: given, ...about }: Listed): CodeSystem {
  const concepts = given.map((one): Concept => ({ ...one, system: about.url }));
  const byCode = new Map(concepts.map((one) => [one.code, one]));
  const search = searchOf(concepts);
  return {
    ...about,
    size: byCode.size,
    find: (code) => byCode.get(code),
    page: (from, count) => concepts.slice(from, from + count),
    search,
  };
}

/** A search over concepts, which builds its index on first call. */
export function searchOf(concepts: readonly Concept[]): CodeSystem['search'] {
  let index: WordIndex | undefined;
  return (words, limit) => {
    if (!index) {
      index = new WordIndex();
      for (const { code, display, says = [] } of concepts) index.add([code, display, ...says].join(' '));
      index.seal();
    }
    return index
      .find(wordsOf(words.slice(0, 100)).map((word) => [word]))
      .sort((one, other) => other.score - one.score || one.at - other.at)
      .slice(0, limit)
      .flatMap(({ at }) => concepts[at] ?? []);
  };
}
