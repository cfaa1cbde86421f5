import type { Pool } from 'pg';
import { arrayRows } from '../read/entry-row.ts';
import type { FeedEvent } from '../record.ts';
import { type Position, positionText } from './position.ts';

export interface FeedReading {
  readonly pool: Pool;
  readonly clinic: number;
  readonly era: number;
}

export interface ReadChange {
  readonly event: FeedEvent;
  readonly at: Position;
}

type ChangeRow = readonly [
  era: number,
  tx: string,
  ordinal: number,
  type: string,
  id: string,
  version: number,
  deleted: boolean,
  updated: string,
  patient: string | null,
];

/** Just before the oldest transaction that is still running: whatever is committed from now on lies behind it. */
export async function presentPosition({ pool, era }: FeedReading): Promise<Position> {
  const [row] = await arrayRows<readonly [string]>(pool, {
    name: 'record_feed_now',
    sql: 'select pg_snapshot_xmin(pg_current_snapshot())::text',
    values: [],
  });
  return { era, tx: BigInt(row?.[0] ?? 0), ordinal: 0 };
}

/**
 * Changes behind a position, oldest first. A transaction's rows become readable when no older one is running: numbers
 * are given at a transaction's first write and not at its commit, and so nothing ever appears before a reader's place.
 */
export async function changesBehind(
  reading: FeedReading,
  after: Position,
  limit: number,
): Promise<{ changes: ReadChange[]; position: Position }> {
  const { pool, clinic, era } = reading;
  const rows = await arrayRows<readonly [string, ...unknown[]]>(pool, {
    name: 'record_feed_read',
    sql: `with now as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as below)
      select now.below::text, found.* from now left join lateral (
        select c.era, c.tx::text as number, c.ordinal, c.type, r.id, c.version, c.deleted, c.updated, r.patient
        from record.change c join record.resource r using (clinic, type, key)
        where c.clinic = $1 and (c.era, c.tx, c.ordinal) > ($2::int, $3::text::xid8, $4::int)
          and (c.era < $5::int or c.tx < now.below)
        order by c.era, c.tx, c.ordinal limit $6) found on true`,
    values: [clinic, after.era, String(after.tx), after.ordinal, era, limit],
  });
  const changes = rows.flatMap(([, ...row]) =>
    row[0] === null ? [] : [changeOf(row as unknown as ChangeRow)],
  );
  const below: Position = { era, tx: BigInt(rows[0]?.[0] ?? 0), ordinal: 0 };
  const last = changes.at(-1)?.at;
  // With fewer rows than asked for, everything below the oldest running transaction has been seen.
  return { changes, position: changes.length < limit ? below : (last ?? below) };
}

function changeOf([era, tx, ordinal, type, id, version, deleted, updated, patient]: ChangeRow): ReadChange {
  const at = { era, tx: BigInt(tx), ordinal };
  return {
    at,
    event: {
      position: positionText(at),
      type,
      id,
      version,
      deleted,
      updated: new Date(Number(updated)).toISOString(),
      ...(patient === null ? {} : { patient }),
    },
  };
}
