import { fold } from '#fhir/fold.ts';

export interface Named {
  /** Its names in every language it answers to. */
  readonly names: readonly string[];
}

/**
 * How well a text names something, higher is better, 0 not at all: whole name, beginning of the name, beginnings of its
 * words in any order, letters inside.
 */
export function matchScore(text: string, name: string): number {
  const wanted = fold(text).trim();
  const given = fold(name);
  if (wanted === '') return 1;
  if (given === wanted) return 100;
  if (given.startsWith(wanted)) return 80;
  const words = given.split(/[\s/,–-]+/);
  const parts = wanted.split(/\s+/);
  if (parts.every((part) => words.some((word) => word.startsWith(part))))
    return 60 - Math.min(words.length, 10);
  if (given.includes(wanted)) return 30;
  return 0;
}

/** The things a text names, best first; order of the list decides between equals. */
export function ranked<Thing extends Named>(text: string, things: readonly Thing[]): Thing[] {
  return things
    .map((thing, at) => ({
      thing,
      at,
      score: Math.max(0, ...thing.names.map((name) => matchScore(text, name))),
    }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.at - other.at)
    .map(({ thing }) => thing);
}

/**
 * `room Delgado` is an action and a patient: the longest beginning that names an action, and the rest. Undefined when no
 * beginning does, or nothing is left to name a patient.
 */
export function splitAction<Thing extends Named>(
  text: string,
  things: readonly Thing[],
): { action: Thing; rest: string } | undefined {
  const words = text.trim().split(/\s+/);
  for (let count = words.length - 1; count > 0; count--) {
    const head = words.slice(0, count).join(' ');
    const [action] = ranked(head, things).filter((thing) =>
      thing.names.some((name) => matchScore(head, name) >= 50),
    );
    if (action) return { action, rest: words.slice(count).join(' ') };
  }
  return undefined;
}
