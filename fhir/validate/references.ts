import { parseReference } from '../reference.ts';
import { type Check, isObject, type Json, listOf, report } from './report.ts';

/** Checks a Reference's form and that it leads to one of the types allowed. Whether its target exists is the record's affair. */
export function referenceCheck(targets: readonly string[] | undefined): Check {
  const allowed = targets && !targets.includes('Resource') ? new Set(targets) : undefined;
  return (value, path, to) => {
    if (!isObject(value)) return;
    const literal = value.reference;
    if (typeof literal !== 'string') return wrongType(value.type, { allowed, path, to });
    if (literal.startsWith('#')) {
      fragment(literal, { allowed, path, to });
      return;
    }
    // A conditional reference of a transaction names its type before the question mark.
    const conditional = /^([A-Z][A-Za-z]+)\?/.exec(literal)?.[1];
    const parts = conditional ? { type: conditional } : parseReference(literal);
    if (!parts) {
      report(to, 'value', {
        path: `${path}.reference`,
        message: 'must be Type/id, #id, or an absolute url.',
      });
      return;
    }
    wrongType(parts.type ?? value.type, { allowed, path, to });
  };
}

interface Asked {
  readonly allowed: ReadonlySet<string> | undefined;
  readonly path: string;
  readonly to: Parameters<Check>[2];
}

function wrongType(type: unknown, { allowed, path, to }: Asked): void {
  if (allowed && typeof type === 'string' && !allowed.has(type)) {
    report(to, 'structure', { path, message: `must refer to ${[...allowed].join(' or ')}.` });
  }
}

function fragment(literal: string, asked: Asked): void {
  asked.to.fragments.add(literal);
  if (literal === '#') return;
  const contained = listOf((asked.to.root as Json | undefined)?.contained);
  const found = contained.find((one) => isObject(one) && `#${String(one.id)}` === literal);
  if (isObject(found)) wrongType(found.resourceType, asked);
  else
    report(asked.to, 'invariant', {
      path: `${asked.path}.reference`,
      message: 'refers to a contained resource that is not there.',
    });
}
