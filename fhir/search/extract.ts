import type { Step, ValuePath } from '../definitions/shapes.ts';
import { parseReference } from '../reference.ts';

type Json = Readonly<Record<string, unknown>>;

/** Gives each value a path leads to in a resource to `found`. */
export type Extractor = (from: unknown, found: (value: unknown) => void) => void;

/** A value path as one chain of closures, built once: no path is parsed, and no list made, when a resource is indexed. */
export function extractor(path: ValuePath): Extractor {
  return path.steps.reduceRight<Extractor>((next, step) => stepped(step, next), deliver);
}

const deliver: Extractor = (value, found) => {
  if (Array.isArray(value)) for (const one of value) found(one);
  else if (value !== undefined && value !== null) found(value);
};

function stepped(step: Step, next: Extractor): Extractor {
  if (typeof step === 'string') return property(step, next);
  if ('where' in step)
    return each((one, found) => (one as Json)?.[step.where] === step.is && next(one, found));
  if ('target' in step) return each((one, found) => refersTo(one, step.target) && next(one, found));
  if ('at' in step)
    return (value, found) =>
      next(Array.isArray(value) ? value[step.at] : step.at === 0 ? value : undefined, found);
  return (value, found) => next(isPresent(value as Json, step.presence), found);
}

function property(name: string, next: Extractor): Extractor {
  return (value, found) => {
    if (Array.isArray(value)) {
      for (const one of value) {
        const inner = (one as Json | null)?.[name];
        if (inner !== undefined) next(inner, found);
      }
      return;
    }
    const inner = typeof value === 'object' ? (value as Json | null)?.[name] : undefined;
    if (inner !== undefined) next(inner, found);
  };
}

const each =
  (then: (one: unknown, found: (value: unknown) => void) => unknown): Extractor =>
  (value, found) => {
    if (Array.isArray(value)) for (const one of value) then(one, found);
    else if (value !== undefined) then(value, found);
  };

function refersTo(value: unknown, type: string): boolean {
  const { reference, type: stated } = (value ?? {}) as { reference?: unknown; type?: unknown };
  if (typeof reference !== 'string') return stated === type;
  if (reference.startsWith(`${type}/`)) return true;
  return stated === type || parseReference(reference)?.type === type;
}

const isPresent = (resource: Json, names: readonly string[]): boolean =>
  names.some((name) => resource[name] !== undefined && resource[name] !== false);
