import { isObject, type Json, listOf } from './report.ts';

/** A constraint as code: the element that carries it; true = satisfied. */
export type Invariant = (value: Json) => boolean;
export type Invariants = Readonly<Record<string, Invariant>>;

export const UCUM = 'http://unitsofmeasure.org';

/** Is there such an element, if only as an extension that says why not? Of anything that is no object: no. */
export const has = (value: unknown, name: string): boolean =>
  isObject(value) && (value[name] !== undefined || value[`_${name}`] !== undefined);

/** Is there any form of a choice: `hasAny(observation, 'value')`? */
export function hasAny(value: unknown, prefix: string): boolean {
  if (!isObject(value)) return false;
  for (const name in value)
    if (name.startsWith(prefix) && /^[A-Z]/.test(name.slice(prefix.length))) return true;
  return false;
}

export const coded = (concept: unknown, system: string, codes: readonly string[]): boolean =>
  listOf(isObject(concept) ? concept.coding : undefined).some(
    (coding) => isObject(coding) && coding.system === system && codes.includes(String(coding.code)),
  );

/** An element that is an object, else an empty one. */
export const nest = (value: unknown, name: string): Json => {
  const inner = isObject(value) ? value[name] : undefined;
  return isObject(inner) ? inner : {};
};

export const isOneOf = (value: unknown, codes: readonly string[]): boolean =>
  typeof value === 'string' && codes.includes(value);

/** Compared only as far as both are written, as FHIRPath does: 2026 and 2026-05 are neither before nor after. */
export function inOrder(first: unknown, last: unknown): boolean {
  if (typeof first !== 'string' || typeof last !== 'string') return true;
  const [a, b] = [first, last].map((text) => (text.includes('T') ? Date.parse(text) : Number.NaN));
  if (a !== undefined && b !== undefined && !Number.isNaN(a) && !Number.isNaN(b)) return a <= b;
  const length = Math.min(first.length, last.length, 10);
  return first.slice(0, length) <= last.slice(0, length);
}
