import { fold } from '#fhir/fold.ts';
import { type Alternatives, WordIndex, wordsOf } from '../word-index.ts';

/** RxNorm term types that are offered (https://www.nlm.nih.gov/research/umls/rxnorm/docs/appendix5.html). */
export type TermType = 'IN' | 'PIN' | 'MIN' | 'BN' | 'SCD' | 'SBD' | 'GPCK' | 'BPCK';

export interface Drug {
  readonly rxcui: string;
  readonly name: string;
  /** What it is for a clinic: a substance or brand to be allergic to, or a product to take. */
  readonly kind: 'ingredient' | 'product';
  readonly termType: TermType;
}

export interface DrugRow extends Drug {
  readonly ingredients: readonly string[];
  /** 11-digit National Drug Codes. */
  readonly ndcs: readonly string[];
}

export interface DrugList {
  readonly edition: string;
  readonly size: number;
  readonly all: readonly DrugRow[];
  /** With its ingredients and packages. */
  row(rxcui: string): DrugRow | undefined;
  find(rxcui: string): Drug | undefined;
  /** The product of a package's National Drug Code (10 or 11 digits, dashes ignored). */
  findByNdc(ndc: string): Drug | undefined;
  /** Best first; by ingredient, brand, strength and form in any order, with typing errors. */
  search(query: string, limit: number, kind?: Drug['kind']): Drug[];
}

const LONGEST_QUERY = 100;
const STEP = 3_000;

export interface DrugSources {
  readonly edition: string;
  readonly rows: readonly DrugRow[];
  /** Brands that RxNorm's subset lacks, short forms, lay words: what is said, folded, and any of the words it stands for. */
  readonly says: ReadonlyMap<string, Alternatives>;
}

/** Builds the list in steps, between which the caller may let others work; the last value is the list. */
export function* buildDrugs({ edition, rows, says }: DrugSources): Generator<undefined, DrugList> {
  const index = new WordIndex();
  const worth = new Float32Array(rows.length);
  const byRxcui = new Map<string, number>();
  const byNdc = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    index.add(row.name);
    worth[at] = standing(row);
    byRxcui.set(row.rxcui, at);
    for (const ndc of row.ndcs) byNdc.set(ndc, at);
    if (at % STEP === STEP - 1) yield undefined;
  }
  index.seal();
  const shown = (at: number | undefined): Drug | undefined => {
    const row = at === undefined ? undefined : rows[at];
    return row && { rxcui: row.rxcui, name: row.name, kind: row.kind, termType: row.termType };
  };
  return {
    edition,
    size: rows.length,
    all: rows,
    row: (rxcui) => rows[byRxcui.get(rxcui) ?? -1],
    find: (rxcui) => shown(byRxcui.get(rxcui)),
    findByNdc: (ndc) =>
      shown(
        ndcForms(ndc)
          .map((form) => byNdc.get(form))
          .find((at) => at !== undefined),
      ),
    search: (query, limit, kind) => {
      const words = asked(query.slice(0, LONGEST_QUERY), says);
      const first = words.find(([word]) => word !== undefined && !/^\d/.test(word))?.[0] ?? '';
      return index
        .find(words)
        .filter((hit) => kind === undefined || rows[hit.at]?.kind === kind)
        .map((hit) => ({
          at: hit.at,
          rank: hit.score + (worth[hit.at] ?? 0) + named(rows[hit.at], first),
        }))
        .sort((one, other) => other.rank - one.rank || one.at - other.at)
        .slice(0, Math.max(0, limit))
        .flatMap(({ at }) => shown(at) ?? []);
    },
  };
}

/** How early a concept stands among equals: one ingredient before several, tablets before vials, generic before brand, short before long. */
function standing({ name, termType, kind }: DrugRow): number {
  const parts = name.split(' / ').length - 1;
  const length = Math.min(0.6, name.length / 250);
  if (kind === 'ingredient')
    return (
      (termType === 'IN' ? 0.3 : termType === 'BN' ? 0.2 : termType === 'PIN' ? 0.1 : 0) -
      length -
      parts * 0.2
    );
  const oral = /Oral (?:Tablet|Capsule)/.test(name)
    ? 0.25
    : /Inhaler|Oral (?:Solution|Suspension)|Topical|Nasal|Ophthalmic/.test(name)
      ? 0.15
      : 0;
  const pack = termType === 'GPCK' || termType === 'BPCK' ? 0.15 : 0;
  return oral + (termType === 'SCD' ? 0.1 : 0) - parts * 0.3 - length - pack;
}

/** A name that begins with the word asked for, or a brand that is just it, comes before names that merely hold it. */
function named(row: DrugRow | undefined, word: string): number {
  if (!row || word === '') return 0;
  const name = fold(row.name);
  return name.startsWith(word) ? 0.4 : name.endsWith(` ${word}`) ? 0.3 : 0;
}

/** Words of a phrase, the longest first. */
const PHRASES = [3, 2, 1];

function asked(query: string, says: DrugSources['says']): Alternatives[] {
  // "10mg" is two words of the list, and its unit goes without saying.
  const spaced = query
    .replace(/(\d)\s*(mg|mcg|ml|unt|units|g|%)(?![a-z])/gi, '$1 $2')
    .replace(/(^|\s)(?:mg|%)(?=\s|$)/gi, ' ');
  const words = wordsOf(spaced);
  const alternatives: Alternatives[] = [];
  for (let at = 0; at < words.length; ) {
    const phrase = PHRASES.find((length) => says.has(words.slice(at, at + length).join(' '))) ?? 0;
    const word = words[at] ?? '';
    if (phrase > 0) alternatives.push(says.get(words.slice(at, at + phrase).join(' ')) ?? []);
    else if (words[at + 1] === 'mcg' && /^\d+$/.test(word))
      alternatives.push([word, ...wordsOf(String(Number(word) / 1000))]);
    else if (word !== 'mcg') alternatives.push([word]);
    at += Math.max(1, phrase);
  }
  return alternatives;
}

/** The 11-digit forms that a 10-digit code may stand for (4-4-2, 5-3-2 and 5-4-1 become 5-4-2). */
export function ndcForms(ndc: string): string[] {
  const parts = ndc.trim().split('-');
  if (parts.length === 3)
    return [
      `${(parts[0] ?? '').padStart(5, '0')}${(parts[1] ?? '').padStart(4, '0')}${(parts[2] ?? '').padStart(2, '0')}`,
    ];
  const digits = ndc.replace(/\D/g, '');
  if (digits.length !== 10) return [digits];
  return [
    `0${digits}`,
    `${digits.slice(0, 5)}0${digits.slice(5)}`,
    `${digits.slice(0, 9)}0${digits.slice(9)}`,
  ];
}
