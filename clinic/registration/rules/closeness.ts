/** How well a patient answers to what was typed. Pure. */
import { fold } from '#fhir/fold.ts';
import type { HumanName, Patient } from '#fhir/types.ts';
import { formsOf } from './nicknames.ts';
import type { Query } from './read-query.ts';
import { soundAlike } from './sound.ts';

/** Letters that must change, be added, dropped or swapped (optimal string alignment), at most `most`, else `most + 1`. */
export function typingErrors(one: string, other: string, most = 2): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const change = (row[j - 1] ?? 0) + (same ? 0 : 1);
      next[j] = Math.min(
        change,
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[other.length] ?? most + 1;
}

/** Folded words of all her names, former ones too; what she is called first comes first. */
export function nameWords(names: readonly HumanName[] | undefined): string[] {
  const words = (names ?? []).flatMap(({ family, given = [], text }) => [
    given[0],
    family,
    ...given.slice(1),
    family ? undefined : text,
  ]);
  return words.flatMap((word) =>
    word
      ? fold(word)
          .split(/[\s'’-]+/)
          .concat(fold(word))
      : [],
  );
}

/** Small words of surnames: they never decide. */
const PARTICLES = new Set([
  'de',
  'la',
  'del',
  'las',
  'los',
  'da',
  'do',
  'dos',
  'van',
  'von',
  'der',
  'den',
  'el',
  'al',
  'y',
]);

/** [R4] Slips that are forgiven in a word of so many letters. */
const forgiven = (word: string): number => (word.length >= 7 ? 2 : word.length >= 4 ? 1 : 0);

/** How surely a typed word is one of these: itself, its beginning, a nickname, a slip, a sound; 0 when it is none. */
function wordScore(typed: string, words: readonly string[]): number {
  if (words.includes(typed)) return 10;
  // The more of a word was typed, the surer it is meant.
  const begun = words.filter((word) => word.startsWith(typed)).map(({ length }) => typed.length / length);
  if (begun.length > 0) return 8 + Math.max(...begun);
  if (formsOf(typed).some((form) => words.includes(form))) return 7;
  const most = forgiven(typed);
  const errors = Math.min(
    ...words.map((word) => typingErrors(typed, word, most)),
    ...(typed.length >= 5
      ? words
          .filter(({ length }) => length > typed.length)
          .map((word) => typingErrors(typed, word.slice(0, typed.length), 1) + 0.5)
      : []),
  );
  if (most > 0 && errors <= most) return 6 - errors;
  return words.some((word) => soundAlike(typed, word)) ? 3.5 : 0;
}

/** Mary Ann before Ann Mary, for who typed Mary. */
const FIRST_NAME = 0.4;

/** What the record knows of a person that a search goes by. */
export interface Known {
  /** Folded words of her names. */
  readonly words: readonly string[];
  readonly birthDate: string;
}

/** [R4] 0 when something that was typed does not fit at all; higher is closer. */
export function closenessOf({ words, birthDate }: Known, query: Query): number {
  let score = 0;
  for (const typed of query.words) {
    const found = wordScore(typed, words);
    if (found === 0 && !(PARTICLES.has(typed) && query.words.length > 1)) return 0;
    score += found + (words[0] !== undefined && formsOf(typed).includes(words[0]) ? FIRST_NAME : 0);
  }
  if (query.year && !birthDate.startsWith(query.year)) return 0;
  if (query.dates.length > 0) {
    const at = query.dates.indexOf(birthDate);
    if (at < 0) return query.words.length > 0 ? 0 : score;
    score += 20 - at;
  }
  return score;
}

/** As `closenessOf`, of a patient as she is in the record; who died or left stands behind others. */
export function closeness(patient: Patient, query: Query): number {
  const score = closenessOf({ words: nameWords(patient.name), birthDate: patient.birthDate ?? '' }, query);
  const away = patient.active === false || patient.deceasedBoolean || patient.deceasedDateTime;
  return score > 0 && away ? score - 0.5 : score;
}

/** [R8] Names that are easily taken for each other: same family name and a given name of the same first letter, or nearly the same whole. */
export function isSimilarName(one: Patient, other: Patient): boolean {
  const [a, b] = [one.name?.[0], other.name?.[0]];
  const family = [fold(a?.family ?? ''), fold(b?.family ?? '')] as const;
  const given = [fold(a?.given?.[0] ?? ''), fold(b?.given?.[0] ?? '')] as const;
  if (!family[0] || !family[1] || !given[0] || !given[1]) return false;
  if (Math.abs(family[0].length - family[1].length) > 1) return false;
  const sameFamily = typingErrors(family[0], family[1], 1) <= 1;
  if (!sameFamily) return false;
  const sameGiven =
    given[0] === given[1] ||
    formsOf(given[0]).includes(given[1]) ||
    typingErrors(given[0], given[1], 2) <= (given[0].length > 4 ? 2 : 1);
  return sameGiven;
}

/** [R8] Ids of those among these whose names are easily taken for another's: told apart wherever they stand together. */
export function namesakesAmong(patients: readonly (Patient & { id: string })[]): ReadonlySet<string> {
  const all = [...new Map(patients.map((one) => [one.id, one])).values()];
  const found = new Set<string>();
  for (const [at, one] of all.entries())
    for (const other of all.slice(at + 1))
      if (isSimilarName(one, other)) {
        found.add(one.id);
        found.add(other.id);
      }
  return found;
}
