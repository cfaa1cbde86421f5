import { readFile } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../database.ts';
import type { ChainReport } from '../gate.ts';
import { type Block, type Fault, judgeBlock, type Link } from './chain.ts';
import { COLUMNS, type Columns, rowFrom } from './columns.ts';
import type { Anchor } from './sealer.ts';

const BLOCKS_AT_ONCE = 200;

interface BlockColumns {
  readonly number: string;
  readonly era: number;
  readonly after: string;
  readonly upto: string;
  readonly count: number;
  readonly sealed_ms: string;
  readonly previous: Buffer;
  readonly hash: Buffer;
}
const blockFrom = (columns: BlockColumns): Block => ({
  number: Number(columns.number),
  era: columns.era,
  after: BigInt(columns.after),
  upto: BigInt(columns.upto),
  count: columns.count,
  sealedMs: Number(columns.sealed_ms),
  previous: columns.previous.toString('hex'),
  hash: columns.hash.toString('hex'),
});

export interface VerifyOptions {
  readonly pool: Pool;
  readonly clinic: number;
  readonly anchorFile?: string;
}

/** Walks the whole chain and says what was changed, removed, inserted, reordered or cut off, and where. */
export async function verifyAudit({ pool, clinic, anchorFile }: VerifyOptions): Promise<ChainReport> {
  // Read before the chain, which may grow meanwhile.
  const anchored = anchorFile === undefined ? undefined : await readAnchor(anchorFile);
  return inTransaction(pool, async (client) => {
    // One snapshot for all of it, and as long as it takes.
    await client.query(
      'set transaction isolation level repeatable read, read only; set local statement_timeout = 0',
    );
    return walk(client, clinic, anchored);
  });
}

type Anchored = Anchor | 'unreadable' | undefined;

async function walk(client: PoolClient, clinic: number, anchored: Anchored): Promise<ChainReport> {
  const faults: Fault[] = [];
  let before: Block | undefined;
  let rows = 0;
  let anchorMet = anchored === undefined || anchored === 'unreadable';
  if (anchored === 'unreadable') faults.push({ block: 0, what: 'the anchor file cannot be read' });
  for (;;) {
    const blocks: Block[] = await readBlocks(client, clinic, before?.number ?? -1);
    for (const block of blocks) {
      const links = await readLinks(client, clinic, block);
      rows += links.length;
      faults.push(...judgeBlock(block, before, links));
      if (typeof anchored === 'object' && anchored.number === block.number) {
        anchorMet = true;
        if (anchored.hash !== block.hash)
          faults.push({ block: block.number, what: 'is not the block that the anchor file names' });
      }
      before = block;
    }
    if (blocks.length < BLOCKS_AT_ONCE) break;
  }
  if (!anchorMet && typeof anchored === 'object') {
    faults.push({
      block: anchored.number,
      what: 'the chain was cut off: the anchor file names a block that is gone',
    });
  }
  const loose = await countLoose(client, clinic, before);
  if (loose.inside > rows)
    faults.push({
      block: 0,
      what: `${loose.inside - rows} rows stand before the end of the chain and in no block`,
    });
  return { sound: faults.length === 0, blocks: before?.number ?? 0, rows, pending: loose.pending, faults };
}

async function readBlocks(client: PoolClient, clinic: number, after: number): Promise<Block[]> {
  const { rows } = await client.query<BlockColumns>(
    'select * from gate.block where clinic = $1 and number > $2 order by number limit $3',
    [clinic, after, BLOCKS_AT_ONCE],
  );
  return rows.map(blockFrom);
}

async function readLinks(client: PoolClient, clinic: number, block: Block): Promise<Link[]> {
  const { rows } = await client.query<Columns & { tx: string; digest: Buffer }>(
    `select ${COLUMNS}, tx, digest from gate.audit where clinic = $1 and era = $2 and tx > $3 and tx <= $4 order by tx, id`,
    [clinic, block.era, block.after, block.upto],
  );
  return rows.map((columns) => ({
    tx: BigInt(columns.tx),
    id: columns.id,
    digest: columns.digest.toString('hex'),
    row: rowFrom(columns),
  }));
}

/** Rows at or before the end of the chain, and rows after it that wait for their block. */
async function countLoose(
  client: PoolClient,
  clinic: number,
  head: Block | undefined,
): Promise<{ inside: number; pending: number }> {
  const { rows } = await client.query<{ inside: string; pending: string }>(
    `select count(*) filter (where (era, tx) <= ($2, $3)) as inside, count(*) filter (where (era, tx) > ($2, $3)) as pending
     from gate.audit where clinic = $1`,
    [clinic, head?.era ?? 0, head?.upto ?? -1n],
  );
  return { inside: Number(rows[0]?.inside ?? 0), pending: Number(rows[0]?.pending ?? 0) };
}

async function readAnchor(file: string): Promise<Anchored> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return 'unreadable';
  }
  const anchor = /^\{"clinic":\d+,"number":(\d+),"hash":"([0-9a-f]{64})"\}\s*$/.exec(text);
  const [, number, hash] = anchor ?? [];
  return number !== undefined && hash !== undefined
    ? { clinic: 0, number: Number(number), hash }
    : 'unreadable';
}
