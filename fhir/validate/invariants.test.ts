import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { profiles, structures } from '../definitions/load.ts';
import type { Constraint, ProfileNode } from '../definitions/shapes.ts';
import { compileFhirPath } from './constraints.ts';
import { INVARIANTS } from './invariants.ts';
import { TEXT_INVARIANTS } from './invariants-us-core.ts';

/** Every error constraint of the definitions: key, owner, expression. */
function allConstraints(): { owner: string; constraint: Constraint }[] {
  const found: { owner: string; constraint: Constraint }[] = [];
  for (const [owner, structure] of Object.entries(structures())) {
    for (const constraint of structure.constraints ?? []) found.push({ owner, constraint });
    for (const element of structure.elements)
      for (const constraint of element.constraints ?? [])
        found.push({ owner: `${owner}.${element.name}`, constraint });
  }
  const visit = (node: ProfileNode, owner: string): void => {
    for (const constraint of node.constraints ?? []) found.push({ owner, constraint });
    for (const child of node.children ?? []) visit(child, `${owner}.${child.name}`);
    for (const slice of node.slices ?? []) visit(slice, owner);
  };
  for (const profile of Object.values(profiles())) visit(profile.root, profile.type);
  return found;
}

const nativeOf = (owner: string, key: string) => INVARIANTS[`${owner}/${key}`] ?? INVARIANTS[key];
const SEEN_ELSEWHERE = new Set(['txt-1', 'txt-2', 'ref-1']);

/** Small resources and elements around each constraint, by leaving out every subset of up to two parts. */
function variants(value: Record<string, unknown>): Record<string, unknown>[] {
  const names = Object.keys(value)
    .filter((name) => name !== 'resourceType')
    .slice(0, 14);
  const without = (...left: string[]) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !left.includes(name)));
  return [
    value,
    ...names.map((name) => without(name)),
    ...names.flatMap((one, at) => names.slice(at + 1).map((other) => without(one, other))),
  ];
}

describe('invariants written as code', () => {
  test('one key without owner stands for one expression only', () => {
    const expressions = new Map<string, Set<string>>();
    for (const { owner, constraint } of allConstraints()) {
      if (
        INVARIANTS[`${owner}/${constraint.key}`] ||
        !(constraint.key in INVARIANTS || constraint.key in TEXT_INVARIANTS)
      )
        continue;
      const known = expressions.get(constraint.key) ?? new Set();
      expressions.set(constraint.key, known.add(constraint.expression));
    }
    expect(
      [...expressions].filter(([, known]) => known.size > 1).map(([key, known]) => [key, ...known]),
    ).toEqual([]);
  });

  test('each says the same as the official expression, on the examples and on them with parts left out', () => {
    const lines = gunzipSync(readFileSync(join(import.meta.dirname, 'fixtures/examples.ndjson.gz')))
      .toString()
      .trim()
      .split('\n');
    const byOwner = new Map<string, Record<string, unknown>[]>();
    const gather = (value: unknown, owner: string): void => {
      if (Array.isArray(value)) for (const one of value) gather(one, owner);
      else if (typeof value === 'object' && value !== null) {
        const known = byOwner.get(owner) ?? [];
        if (known.length < 6) byOwner.set(owner, [...known, value as Record<string, unknown>]);
        for (const element of structures()[owner]?.elements ?? []) {
          const inner = (value as Record<string, unknown>)[element.name];
          if (inner !== undefined) gather(inner, element.types[0]?.code ?? '');
        }
      }
    };
    for (const line of lines) {
      const resource = JSON.parse(line) as { resourceType: string };
      gather(resource, resource.resourceType);
    }
    const different: string[] = [];
    let compared = 0;
    for (const { owner, constraint } of allConstraints()) {
      const native = nativeOf(owner, constraint.key);
      if (!native || SEEN_ELSEWHERE.has(constraint.key)) continue;
      const official = compileFhirPath(constraint.expression, owner);
      for (const example of byOwner.get(owner) ?? []) {
        for (const variant of variants(example)) {
          const [answer] = official(variant, {
            resource: variant,
            rootResource: variant,
            ucum: 'http://unitsofmeasure.org',
          });
          compared++;
          // An empty answer (an element it compares is missing) is open to both readings.
          if (answer !== undefined && native(variant) !== answer)
            different.push(`${owner} ${constraint.key} ${JSON.stringify(variant).slice(0, 300)}`);
        }
      }
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(3_000);
  });
});
