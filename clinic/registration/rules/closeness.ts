/** How well a patient answers to what was typed. Pure. */
import { fold } from '#fhir/fold.ts';
import type { HumanName, Patient } from '#fhir/types.ts';
import { formsOf } from './nicknames.ts';
import type { Query } from './read-query.ts';

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

/** Folded words of all names that are in use. */
export function nameWords(names: readonly HumanName[] | undefined): string[] {
  const words = (names ?? []).flatMap(({ family, given, text }) => [
    family,
    ...(given ?? []),
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

function wordScore(typed: string, words: readonly string[]): number {
  if (words.includes(typed)) return 10;
  if (words.some((word) => word.startsWith(typed))) return 8;
  if (formsOf(typed).some((form) => words.includes(form))) return 7;
  const allowed = typed.length >= 7 ? 2 : typed.length >= 4 ? 1 : 0;
  return allowed > 0 &&
    words.some(
      (word) =>
        typingErrors(typed, word.slice(0, typed.length + allowed), allowed) <= allowed ||
        typingErrors(typed, word, allowed) <= allowed,
    )
    ? 5
    : 0;
}

/** [R4] 0 when something that was typed does not fit at all; higher is closer. */
export function closeness(patient: Patient, query: Query): number {
  const words = nameWords(patient.name);
  let score = 0;
  for (const typed of query.words) {
    const found = wordScore(typed, words);
    if (found === 0) return 0;
    score += found;
  }
  if (query.dates.length > 0) {
    const at = query.dates.indexOf(patient.birthDate ?? '');
    if (at < 0) return query.words.length > 0 ? 0 : score;
    score += 20 - at;
  }
  if (patient.active === false || patient.deceasedBoolean || patient.deceasedDateTime) score -= 1;
  return score;
}

/** [R8] Names that are easily taken for each other: same family name and a given name of the same first letter, or nearly the same whole. */
export function isSimilarName(one: Patient, other: Patient): boolean {
  const [a, b] = [one.name?.[0], other.name?.[0]];
  const family = [fold(a?.family ?? ''), fold(b?.family ?? '')] as const;
  const given = [fold(a?.given?.[0] ?? ''), fold(b?.given?.[0] ?? '')] as const;
  if (!family[0] || !family[1] || !given[0] || !given[1]) return false;
  const sameFamily = typingErrors(family[0], family[1], 1) <= 1;
  const sameGiven =
    given[0] === given[1] ||
    formsOf(given[0]).includes(given[1]) ||
    typingErrors(given[0], given[1], 2) <= (given[0].length > 4 ? 2 : 1);
  return sameFamily && sameGiven;
}
