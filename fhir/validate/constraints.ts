import { createRequire } from 'node:module';
import { structures } from '../definitions/load.ts';
import type { Constraint } from '../definitions/shapes.ts';
import { INVARIANTS } from './invariants.ts';
import { TEXT_INVARIANTS } from './invariants-us-core.ts';
import { type Check, isObject, type Report, report } from './report.ts';

/**
 * Not evaluated, and why. `ctm-1` follows references, which validation does not. `us-core-17`, the NPI's check
 * digit: the US Core reference data break it, and must load; `isNpi` is asked where NPIs are typed. `eld-*` and `sdf-*`
 * speak of definitions.
 */
const SKIPPED = /^(?:ctm-1|us-core-17|eld-\d+|sdf-\d+)$/;

/** The check of one constraint of an element owned by `owner`; undefined when it is skipped. */
export function constraintCheck(constraint: Constraint, owner: string): Check | undefined {
  if (SKIPPED.test(constraint.key)) return undefined;
  const text = TEXT_INVARIANTS[constraint.key];
  const native = INVARIANTS[`${owner}/${constraint.key}`] ?? INVARIANTS[constraint.key];
  const fails = text
    ? (value: unknown) => typeof value === 'string' && !text(value)
    : native
      ? (value: unknown) => isObject(value) && !native(value)
      : byFhirPath(constraint.expression, owner);
  return (value, path, to) => {
    if (fails(value, to))
      report(to, 'invariant', { path, message: `${sentence(constraint.human)} (${constraint.key})` });
  };
}

const sentence = (text: string): string => `${text.trim().replace(/\.?$/, '.')}`;

type Compiled = (value: unknown, environment: Record<string, unknown>) => unknown[];

/** Compiled on first use: loading FHIRPath costs 100 ms and most resources never need it. */
function byFhirPath(expression: string, owner: string): (value: unknown, to: Report) => boolean {
  let compiled: Compiled | undefined;
  return (value, to) => {
    try {
      compiled ??= compileFhirPath(expression, owner);
      return (
        compiled(value, {
          resource: to.resource,
          rootResource: to.root,
          ucum: 'http://unitsofmeasure.org',
        })[0] === false
      );
    } catch {
      // An expression that cannot be evaluated on this value proves nothing against it.
      return false;
    }
  };
}

interface FhirPath {
  compile(
    expression: string | { base: string; expression: string },
    model: unknown,
    options?: { traceFn: () => void },
  ): Compiled;
}

let engine: { fhirpath: FhirPath; model: unknown } | undefined;

/** One FHIRPath expression of an element owned by `owner` (`Patient`, `Parameters.parameter`) as a function; `trace()` in it says nothing. */
export function compileFhirPath(expression: string, owner: string): Compiled {
  const require = createRequire(import.meta.url);
  engine ??= { fhirpath: require('fhirpath') as FhirPath, model: require('fhirpath/fhir-context/r4') };
  // Without its path an element's choices (`value` for `valueString`) would not be found; a resource names its type itself.
  const source =
    owner.includes('.') || structures()[owner]?.kind !== 'resource'
      ? { base: owner, expression }
      : expression;
  return engine.fhirpath.compile(source, engine.model, { traceFn: () => {} });
}
