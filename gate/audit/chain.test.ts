import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, blockHash, judgeBlock, type Link, rowDigest } from './chain.ts';
import { rowOf } from './insert.ts';
import { retention } from './retention.ts';
import type { AuditRow } from './row.ts';

const note = (operation: string) =>
  rowOf(
    1,
    {
      account: 'a',
      display: 'Ana',
      roles: ['ma'],
      workstation: 'w',
      action: 'view',
      outcome: 'success',
      patients: ['p1'],
      operation,
    },
    new Date(0),
  );

function sealed(operations: readonly string[], before?: Block): { block: Block; links: Link[] } {
  const after = before?.upto ?? -1n;
  const links = operations.map((operation, at) => {
    const row = note(operation);
    return { tx: after + 1n + BigInt(at), id: row.id, digest: rowDigest(row), row };
  });
  const open = {
    number: (before?.number ?? 0) + 1,
    era: 1,
    after,
    upto: after + BigInt(operations.length),
    count: operations.length,
    sealedMs: 5,
    previous: before?.hash ?? '',
  };
  return { block: { ...open, hash: blockHash(open, links) }, links };
}

describe('a sealed block', () => {
  const first = sealed(['one', 'two', 'three']);
  const second = sealed(['four', 'five'], first.block);

  test('[C2] left alone is sound', () => {
    expect(judgeBlock(first.block, undefined, first.links)).toEqual([]);
    expect(judgeBlock(second.block, first.block, second.links)).toEqual([]);
  });

  test('[C2] any change to any row is found and named', () => {
    const change = fc.constantFrom<Partial<AuditRow>[]>(
      { account: 'b' },
      { display: 'Bob' },
      { roles: [] },
      { at: new Date(1).toISOString() },
      { patients: [] },
      { patients: ['p1', 'p2'] },
      { action: 'read' },
      { outcome: 'refused' },
      { version: 3 },
      { type: 'Patient' },
      { resource: 'x' },
      { query: 'name' },
      { reason: 'r' },
      { workstation: 'v' },
      { clinic: 2 },
      { operation: '' },
    );
    fc.assert(
      fc.property(fc.nat(2), change, (at, changed) => {
        const links = first.links.map((link, place) =>
          place === at ? { ...link, row: { ...link.row, ...changed } } : link,
        );
        expect(judgeBlock(first.block, undefined, links)).toEqual([
          { block: 1, row: links[at]?.id, what: 'the row was changed after it was written' },
        ]);
        // With the digest made to fit, the block's hash no longer does.
        const fitted = links.map((link) => ({ ...link, digest: rowDigest(link.row) }));
        expect(judgeBlock(first.block, undefined, fitted)).toHaveLength(1);
      }),
    );
  });

  test('[C2] whatever is done to the block itself is found', () => {
    const block = fc.record({
      number: fc.integer({ min: 0, max: 3 }),
      era: fc.integer({ min: 0, max: 2 }),
      after: fc.bigInt(-1n, 4n),
      upto: fc.bigInt(0n, 6n),
      count: fc.nat(4),
      sealedMs: fc.nat(9),
    });
    fc.assert(
      fc.property(block, (changed) => {
        fc.pre(
          Object.entries(changed).some(([key, value]) => value !== second.block[key as keyof typeof changed]),
        );
        expect(judgeBlock({ ...second.block, ...changed }, first.block, second.links)).not.toEqual([]);
      }),
    );
  });
});

test('[C10] rows are kept at least six years', () => {
  expect(retention()).toMatchObject({ citation: '45 CFR 164.316(b)(2)(i)' });
  expect(retention().years).toBeGreaterThanOrEqual(6);
});
