/**
 * A forgiving search over some ten thousand short texts: words in any order, beginnings of words, typing errors. An
 * inverted index: sorted words, and for each the numbers of the texts that hold it. Measured against MiniSearch on the
 * 97,584 texts of ICD-10-CM (README.md): a third of the time to build, a tenth of the memory, several times as fast.
 */
import { fold } from '#fhir/fold.ts';

export interface Hit {
  /** Number of the text, in the order in which texts were added. */
  readonly at: number;
  /** Sum over the query's words of how well each was met: 1 exactly, less for a beginning or a typing error. */
  readonly score: number;
}

/** What one word of a query may stand for: itself and its other spellings. Any of them will do. */
export type Alternatives = readonly string[];

const EXACT = 1;
const BEGINNING = 0.8;
const ONE_ERROR = 0.55;
const TWO_ERRORS = 0.35;
const MOST_BEGINNINGS = 600;

/** Folded words; a decimal number stays one word (`2.5` is `2p5`), so that 5 does not find it. */
export const wordsOf = (text: string): string[] =>
  fold(text.replace(/(\d)\.(?=\d)/g, '$1p'))
    .split(' ')
    .filter(Boolean);

export class WordIndex {
  private readonly gathering = new Map<string, number[]>();
  private vocabulary: string[] = [];
  private postings: Uint32Array[] = [];
  private size = 0;

  /** Adds a text; its number is the count of those before. */
  add(text: string): void {
    const at = this.size++;
    for (const word of wordsOf(text)) {
      const list = this.gathering.get(word);
      if (!list) this.gathering.set(word, [at]);
      else if (list.at(-1) !== at) list.push(at);
    }
  }

  /** Closes the index; nothing is found before, nothing added after. */
  seal(): this {
    this.vocabulary = [...this.gathering.keys()].sort();
    this.postings = this.vocabulary.map((word) => Uint32Array.from(this.gathering.get(word) ?? []));
    this.gathering.clear();
    return this;
  }

  /**
   * Texts that meet every word of the query; when none does, those that meet all but one, and that not its longest,
   * which says most. In no order.
   */
  find(query: readonly Alternatives[]): Hit[] {
    if (query.length === 0 || this.size === 0) return [];
    const met = new Uint8Array(this.size);
    const missed = new Uint8Array(this.size);
    const score = new Float32Array(this.size);
    query.forEach((alternatives, nth) => {
      this.mark(alternatives, { nth, met, missed, score });
    });
    const whole = this.gather(query.length, { met, score });
    if (whole.length > 0 || query.length < 3) return whole;
    const anchor = this.holding(longest(query));
    return this.gather(query.length - 1, { met, score }).filter((hit) => anchor.has(hit.at));
  }

  private holding(alternatives: Alternatives): Set<number> {
    return new Set(this.matches(alternatives).flatMap(([word]) => [...(this.postings[word] ?? [])]));
  }

  private gather(wanted: number, { met, score }: { met: Uint8Array; score: Float32Array }): Hit[] {
    const hits: Hit[] = [];
    for (let at = 0; at < met.length; at++) if (met[at] === wanted) hits.push({ at, score: score[at] ?? 0 });
    return hits;
  }

  /** Best kind of match first, so that a text counts each word of the query once, at its best. */
  private mark(alternatives: Alternatives, { nth, met, missed, score }: Marks): void {
    const last = nth + 1;
    for (const [word, worth] of this.matches(alternatives)) {
      for (const at of this.postings[word] ?? []) {
        if (missed[at] === last) continue;
        missed[at] = last;
        met[at] = (met[at] ?? 0) + 1;
        score[at] = (score[at] ?? 0) + worth;
      }
    }
  }

  private matches(alternatives: Alternatives): [number, number][] {
    const found = new Map<number, number>();
    for (const one of alternatives) {
      for (const [word, worth] of this.wordMatches(one))
        if (worth > (found.get(word) ?? 0)) found.set(word, worth);
    }
    return [...found].sort((one, other) => other[1] - one[1]);
  }

  private wordMatches(word: string): [number, number][] {
    const from = this.firstAtLeast(word);
    const found: [number, number][] = [];
    for (let at = from; at < this.vocabulary.length && found.length < MOST_BEGINNINGS; at++) {
      const candidate = this.vocabulary[at] ?? '';
      if (!candidate.startsWith(word)) break;
      // A number is meant whole: 10 is not 100.
      if (candidate === word) found.push([at, EXACT]);
      else if (!/^\d+$/.test(word))
        found.push([at, BEGINNING - 0.01 * Math.min(20, candidate.length - word.length)]);
    }
    return found.length > 0 || word.length < 4 || /\d/.test(word) ? found : this.misspelled(word);
  }

  /** Words within one error, or two when the word is long. The first letter is taken to be right or swapped. */
  private misspelled(word: string): [number, number][] {
    const allowed = word.length >= 8 ? 2 : 1;
    const found: [number, number][] = [];
    for (let at = 0; at < this.vocabulary.length; at++) {
      const candidate = this.vocabulary[at] ?? '';
      if (!beginAlike(word, candidate)) continue;
      if (candidate.length < word.length - allowed) continue;
      const errors = errorsBetween(
        word,
        candidate.length > word.length + allowed ? candidate.slice(0, word.length) : candidate,
        allowed,
      );
      if (errors <= allowed) found.push([at, errors === 1 ? ONE_ERROR : TWO_ERRORS]);
    }
    return found;
  }

  private firstAtLeast(word: string): number {
    let low = 0;
    let high = this.vocabulary.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.vocabulary[middle] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const beginAlike = (one: string, other: string): boolean =>
  one.charCodeAt(0) === other.charCodeAt(0) ||
  (one.charCodeAt(0) === other.charCodeAt(1) && one.charCodeAt(1) === other.charCodeAt(0));

const longest = (query: readonly Alternatives[]): Alternatives =>
  query.reduce(
    (best, one) => ((one[0]?.length ?? 0) > (best[0]?.length ?? 0) ? one : best),
    [] as Alternatives,
  );

interface Marks {
  readonly nth: number;
  readonly met: Uint8Array;
  readonly missed: Uint8Array;
  readonly score: Float32Array;
}

/** Edits between two words (insert, leave out, replace, swap neighbours); stops counting above `most`. */
export function errorsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const same = one.charCodeAt(row - 1) === other.charCodeAt(column - 1) ? 0 : 1;
      let cost = Math.min(
        (above[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + same,
      );
      const isSwap =
        row > 1 &&
        column > 1 &&
        one.charCodeAt(row - 1) === other.charCodeAt(column - 2) &&
        one.charCodeAt(row - 2) === other.charCodeAt(column - 1);
      if (isSwap) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      now.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    before = above;
    above = now;
  }
  return above[other.length] ?? most + 1;
}
