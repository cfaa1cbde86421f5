/**
 * The arithmetic of the chain, pure. A row's digest covers everything it says; a block's hash covers the order and the
 * digests of its rows, its place, and the hash of the block before it. The same bytes are built by gate.seal in SQL.
 */
import { createHash, hash } from 'node:crypto';
import type { AuditRow } from './row.ts';

/** The canonical bytes of a row: its values in this order, as JSON. */
const canonical = (row: AuditRow): string =>
  JSON.stringify([
    row.clinic,
    row.id,
    row.at,
    row.account,
    row.display,
    row.roles,
    row.workstation,
    row.action,
    row.outcome,
    row.patients,
    row.type,
    row.resource,
    row.version,
    row.operation,
    row.query,
    row.reason,
  ]);

/** SHA-256 of the canonical bytes, in hex. */
export const rowDigest = (row: AuditRow): string => hash('sha256', canonical(row), 'hex');

export interface Block {
  readonly number: number;
  readonly era: number;
  readonly after: bigint;
  readonly upto: bigint;
  readonly count: number;
  readonly sealedMs: number;
  /** Hex; '' for the first. */
  readonly previous: string;
  readonly hash: string;
}

/** A row as it stands in the chain. */
export interface Link {
  readonly tx: bigint;
  readonly id: string;
  /** Hex, as stored. */
  readonly digest: string;
  readonly row: AuditRow;
}

const int4 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const int8 = (value: bigint | number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};

/** The hash a block must have if these are its rows, in the order of (tx, id). */
export function blockHash(block: Omit<Block, 'hash'>, links: readonly Link[]): string {
  const sum = createHash('sha256').update(Buffer.from(block.previous, 'hex'));
  for (const part of [
    int8(block.number),
    int4(block.era),
    int8(block.after),
    int8(block.upto),
    int4(block.count),
    int8(block.sealedMs),
  ]) {
    sum.update(part);
  }
  for (const link of links) sum.update(int8(link.tx)).update(rowDigest(link.row), 'hex');
  return sum.digest('hex');
}

export interface Fault {
  readonly block: number;
  readonly row?: string;
  readonly what: string;
}

/** What is wrong with one block, given the block before it (undefined for the first) and the rows found in its range. */
export function judgeBlock(block: Block, before: Block | undefined, links: readonly Link[]): Fault[] {
  const faults: Fault[] = [];
  const fault = (what: string, row?: string) =>
    faults.push({ block: block.number, what, ...(row === undefined ? {} : { row }) });
  const expected = (before?.number ?? 0) + 1;
  if (block.number !== expected) fault(`block ${expected} is missing or out of order`);
  if (block.previous !== (before?.hash ?? '')) fault('does not follow the hash of the block before it');
  const start = before && before.era === block.era ? before.upto : -1n;
  if (block.after !== start) fault('does not begin where the block before it ends');
  for (const link of links) {
    if (rowDigest(link.row) !== link.digest) fault('the row was changed after it was written', link.id);
  }
  if (links.length < block.count) fault(`${block.count - links.length} of ${block.count} rows were removed`);
  if (links.length > block.count)
    fault(`${links.length - block.count} rows were inserted among ${block.count}`);
  if (faults.length === 0 && blockHash(block, links) !== block.hash)
    fault('rows were replaced or reordered, or the block was rewritten');
  return faults;
}
