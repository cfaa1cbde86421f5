/** What a backup remembers about the clinic, and what a restored clinic must therefore hold. */
import type { Pool } from 'pg';
import { chainHeads, type Head, missingHeads } from '#gate/audit/restored.ts';
import type { Point } from '#record/backup/folder.ts';
import { type Counts, countRecord } from '#record/backup/restored-record.ts';

export interface Facts extends Record<string, unknown> {
  readonly heads: readonly Head[];
  readonly counts: Counts;
  readonly auditRows: number;
}

export async function factsOf(pool: Pool): Promise<Facts> {
  return {
    heads: await chainHeads(pool),
    counts: await countRecord(pool),
    auditRows: await countAudit(pool),
  };
}

async function countAudit(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ rows: string }>('select count(*) as rows from gate.audit');
  return Number(rows[0]?.rows ?? 0);
}

/**
 * What an instant includes of all that was remembered along its log: every head of the chain, the most of each count.
 * What was cut off before a later backup is missed all the same.
 */
export function factsUpTo(
  points: readonly Point[],
  { point, at }: { point: Point; at: string | undefined },
): Facts {
  const until = at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at);
  const known = points
    .filter(({ run, id, at: made }) => run === point.run && id <= point.id && Date.parse(made) <= until)
    .map(({ facts }) => facts as Facts);
  const most = (of: (facts: Facts) => number) => Math.max(0, ...known.map(of));
  return {
    heads: known.flatMap(({ heads }) => heads),
    counts: {
      versions: most(({ counts }) => counts.versions),
      resources: most(({ counts }) => counts.resources),
    },
    auditRows: most(({ auditRows }) => auditRows),
  };
}

/** What is less than was backed up, in sentences. */
export async function missingFacts(pool: Pool, facts: Facts): Promise<string[]> {
  const found = { ...(await countRecord(pool)), auditRows: await countAudit(pool) };
  const wanted = { ...facts.counts, auditRows: facts.auditRows };
  const less = (['versions', 'resources', 'auditRows'] as const)
    .filter((what) => found[what] < wanted[what])
    .map((what) => `${wanted[what]} ${what} were backed up, ${found[what]} are there`);
  return [...less, ...(await missingHeads(pool, facts.heads))];
}
