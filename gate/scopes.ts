/**
 * SMART App Launch v2 system scopes (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html):
 * `system/Observation.rs`, `system/*.cruds`; the v1 forms `.read`, `.write`, `.*` mean `rs`, `cud`, `cruds`.
 * A scope with a query (`?category=...`) is not understood and grants nothing, rather than too much.
 */
import { KNOWN_TYPES } from './access.ts';
import type { Verb } from './decision.ts';

export interface SystemScope {
  /** A resource type or '*'. */
  readonly type: string;
  /** Of `cruds`, in that order. */
  readonly letters: string;
}

const V1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
const NEEDS: Readonly<Record<Verb, string>> = {
  create: 'c',
  read: 'r',
  search: 's',
  update: 'u',
  delete: 'd',
  history: 'r',
};
const known = new Set(KNOWN_TYPES);

/** One scope, or undefined when it is none of ours. */
export function parseScope(text: string): SystemScope | undefined {
  const match = /^system\/(\*|[A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)$/.exec(text);
  const [, type, given] = match ?? [];
  if (type === undefined || given === undefined || given === '') return undefined;
  if (type !== '*' && !known.has(type)) return undefined;
  return { type, letters: V1[given] ?? given };
}

interface Grants {
  readonly all: string;
  readonly byType: ReadonlyMap<string, string>;
}
const parsed = new WeakMap<readonly string[], Grants>();

function grantsOf(scopes: readonly string[]): Grants {
  const before = parsed.get(scopes);
  if (before) return before;
  let all = '';
  const byType = new Map<string, string>();
  for (const scope of scopes.map(parseScope)) {
    if (scope?.type === '*') all += scope.letters;
    else if (scope) byType.set(scope.type, (byType.get(scope.type) ?? '') + scope.letters);
  }
  const grants = { all, byType };
  parsed.set(scopes, grants);
  return grants;
}

/** Whether the scopes together grant the verb on the type. History of versions needs what reading needs. */
export function scopesGrant(scopes: readonly string[], verb: Verb, type: string): boolean {
  if (!known.has(type)) return false;
  const { all, byType } = grantsOf(scopes);
  return all.includes(NEEDS[verb]) || (byType.get(type)?.includes(NEEDS[verb]) ?? false);
}

/** Whether every type may be read, so that an answer needs no narrowing. */
export const readsEverything = (scopes: readonly string[]): boolean => grantsOf(scopes).all.includes('r');

/** Of the scopes asked for, those that the granted ones cover in full, as they were asked for. */
export function coveredScopes(asked: readonly string[], granted: readonly string[]): string[] {
  const { all, byType } = grantsOf(granted);
  return asked.filter((text) => {
    const scope = parseScope(text);
    if (!scope) return false;
    return [...scope.letters].every(
      (letter) => all.includes(letter) || byType.get(scope.type)?.includes(letter) === true,
    );
  });
}
