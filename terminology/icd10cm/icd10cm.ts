import { fold } from '#fhir/fold.ts';
import { type Alternatives, WordIndex, wordsOf } from '../word-index.ts';

export interface Icd10Code {
  /** With its dot: `E11.9`. */
  readonly code: string;
  readonly display: string;
  /** May be billed; a header may not. */
  readonly billable: boolean;
}

export interface Icd10Options {
  /** Leave headers out. */
  readonly billableOnly?: boolean;
}

/** What a clinic says for a code, and how often it means it: `common.tsv`. */
export interface CommonCode {
  readonly code: string;
  /** 1 (now and then) to 9 (every day). */
  readonly weight: number;
  readonly says: readonly string[];
}

/** Short forms and the words they stand for: `abbreviations.tsv`. */
export interface Abbreviation {
  readonly short: string;
  readonly words: string;
}

export interface Icd10List {
  /** Name of the edition, to be shown beside the codes. */
  readonly edition: string;
  readonly size: number;
  /** In the order of the codes. */
  readonly all: readonly Icd10Code[];
  /** The code, with or without its dot, in any case. */
  find(code: string): Icd10Code | undefined;
  /** Best first; by words in any order, beginnings, abbreviations, with typing errors, or by code. */
  search(query: string, limit: number, options?: Icd10Options): Icd10Code[];
}

export interface Icd10Sources {
  readonly edition: string;
  readonly codes: readonly Icd10Code[];
  readonly common: readonly CommonCode[];
  readonly abbreviations: readonly Abbreviation[];
}

const CODE_QUERY = /^[a-z]\d[0-9a-z](?:\.?[0-9a-z]{0,4})?$/i;
const STEP = 4_000;
const LONGEST_QUERY = 100;

/** Builds the list in steps, between which the caller may let others work; the last value is the list. */
export function* buildIcd10(sources: Icd10Sources): Generator<undefined, Icd10List> {
  const says = new Map(sources.common.map((common) => [common.code, common]));
  const index = new WordIndex();
  const worth = new Float32Array(sources.codes.length);
  for (const [at, code] of sources.codes.entries()) {
    const common = says.get(code.code);
    index.add(common ? `${code.display} ${common.says.join(' ')}` : code.display);
    worth[at] = standing(code, common);
    if (at % STEP === STEP - 1) yield undefined;
  }
  index.seal();
  yield undefined;
  return list(sources, {
    index,
    worth,
    phrases: new Map(
      sources.common.flatMap((common) => common.says.map((says) => [fold(says), common.code])),
    ),
  });
}

/** How early a code stands among equals: common before rare, unspecified before special, short before long, billable first. */
function standing(code: Icd10Code, common: CommonCode | undefined): number {
  const unspecified = /\bunspecified$|without complications?$|, unspecified/.test(code.display) ? 0.12 : 0;
  const length = Math.min(0.9, code.display.length / 180);
  // Of the encounters of an injury the first is the one a clinic sees.
  const special =
    code.code.length > 6
      ? /initial encounter/.test(code.display)
        ? 0.15
        : /sequela$/.test(code.display)
          ? 0.5
          : 0.35
      : 0;
  // Injuries, causes and obstetric codes are many and seldom what a short query means.
  const rare = /^[STVWXYO]/.test(code.code) ? 0.3 : /^Z/.test(code.code) ? 0.1 : 0;
  return (
    (common ? 0.45 + common.weight * 0.12 : 0) +
    unspecified +
    (code.billable ? 0.25 : 0) -
    length -
    special -
    rare
  );
}

interface Ready {
  readonly index: WordIndex;
  readonly worth: Float32Array;
  readonly phrases: ReadonlyMap<string, string>;
}

function list(sources: Icd10Sources, { index, worth, phrases }: Ready): Icd10List {
  const { codes } = sources;
  const byCode = new Map(codes.map((code, at) => [bare(code.code), at]));
  const shorts = new Map(sources.abbreviations.map(({ short, words }) => [fold(short), words]));
  const keep = (options: Icd10Options | undefined) => (at: number) =>
    !options?.billableOnly || codes[at]?.billable === true;
  const pick = (found: readonly number[], limit: number): Icd10Code[] =>
    found.slice(0, Math.max(0, limit)).flatMap((at) => codes[at] ?? []);
  return {
    edition: sources.edition,
    size: codes.length,
    all: codes,
    find: (code) => codes[byCode.get(bare(code)) ?? -1],
    search: (query, limit, options) => {
      const text = query.trim().slice(0, LONGEST_QUERY);
      if (CODE_QUERY.test(text) && !phrases.has(fold(text)))
        return pick(byBeginning(codes, text).filter(keep(options)), limit);
      const said = byCode.get(bare(phrases.get(fold(text)) ?? ''));
      const found = index.find(asked(text, shorts));
      const hits =
        said === undefined || found.some((hit) => hit.at === said)
          ? found
          : [{ at: said, score: 0 }, ...found];
      const ranked = hits
        .filter((hit) => keep(options)(hit.at))
        .map((hit) => ({ at: hit.at, rank: hit.score + (worth[hit.at] ?? 0) + (hit.at === said ? 2 : 0) }))
        .sort((one, other) => other.rank - one.rank || one.at - other.at);
      return pick(
        ranked.map((one) => one.at),
        limit,
      );
    },
  };
}

const bare = (code: string): string => code.replace('.', '').trim().toUpperCase();

function byBeginning(codes: readonly Icd10Code[], text: string): number[] {
  const wanted = bare(text);
  const found: number[] = [];
  // The list is in code order, so what begins alike stands together, the shortest first.
  for (
    let at = firstAtLeast(codes, wanted);
    at < codes.length && bare(codes[at]?.code ?? '').startsWith(wanted);
    at++
  )
    found.push(at);
  return found;
}

function firstAtLeast(codes: readonly Icd10Code[], wanted: string): number {
  let [low, high] = [0, codes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bare(codes[middle]?.code ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Words that say nothing about which code is meant. */
const FILLERS = new Set([
  'a',
  'an',
  'and',
  'of',
  'the',
  'to',
  'with',
  'in',
  'on',
  'at',
  'for',
  'due',
  'by',
  'or',
  'my',
  'has',
  'nos',
  'pt',
  'patient',
]);

/** The query's words, abbreviations written out: each word of an expansion is asked for, or the short form itself. */
function asked(text: string, shorts: ReadonlyMap<string, string>): Alternatives[] {
  const whole = shorts.get(fold(text));
  if (whole !== undefined)
    return wordsOf(whole)
      .filter((word) => !FILLERS.has(word))
      .map((word) => [word]);
  const words = wordsOf(text).filter((word, _at, all) => !FILLERS.has(word) || all.length === 1);
  return words.flatMap((word): Alternatives[] => {
    const long = shorts.get(word);
    if (long === undefined) return [variants(word)];
    return wordsOf(long)
      .filter((one) => !FILLERS.has(one))
      .map((one) => [one]);
  });
}

/** British spellings and plurals: `oedema`, `anaemia`, `fractures` as the list writes them. */
function variants(word: string): Alternatives {
  const american = word.replace(/^oe/, 'e').replace(/ae/g, 'e').replace(/oea/g, 'ea').replace(/our$/, 'or');
  const singular = word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
  return [...new Set([word, american, singular])];
}
