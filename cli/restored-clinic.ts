/** What is looked at and done in a restored database before it counts as the clinic. */
import { join } from 'node:path';
import type { Pool } from 'pg';
import { endEverybody, newAuditEra } from '#gate/audit/restored.ts';
import { verifyAudit } from '#gate/audit/verify.ts';
import { openAdministration } from '#gate/open-administration.ts';
import { gateTables } from '#gate/open-gate.ts';
import type { Point } from '#record/backup/folder.ts';
import { countRecord, newRecordEra, readEverything } from '#record/backup/restored-record.ts';
import { migrate } from '#record/migrate.ts';
import { DEFAULT_CONFIG } from '#server/config.ts';
import { factsUpTo, missingFacts } from './backup-facts.ts';

export interface Found {
  readonly versions: number;
  readonly resources: number;
  readonly auditRows: number;
  readonly auditBlocks: number;
  readonly tables?: number;
  readonly indexes?: number;
  /** What is wrong and was accepted: a clinic needs its record more than a whole trail. */
  readonly faults?: readonly string[];
}

interface Given {
  readonly point: Point;
  readonly points: readonly Point[];
  readonly at: string | undefined;
  /** Answer what is wrong instead of refusing. */
  readonly despiteFaults?: true | undefined;
}

/** The chain whole, and at least what the backup remembered. Throws with a sentence for what is wrong first. */
export async function checkRestored(pool: Pool, given: Given): Promise<Found> {
  await pool.query('set statement_timeout = 0');
  const missing = await missingFacts(pool, factsUpTo(given.points, given));
  const chain = await verifyAudit({ pool, clinic: DEFAULT_CONFIG.clinic });
  const faults = [
    ...missing,
    ...chain.faults.map(({ block, what }) => `audit trail, block ${block}: ${what}`),
  ];
  if (faults.length > 0 && !given.despiteFaults)
    throw new Error(
      `The backup does not hold what it should:\n  ${faults.slice(0, 20).join('\n  ')}\nIf the clinic needs its record all the same: medley restore --despite-faults`,
    );
  const counts = await countRecord(pool);
  return {
    ...counts,
    auditRows: chain.rows + chain.pending,
    auditBlocks: chain.blocks,
    ...(faults.length > 0 ? { faults } : {}),
  };
}

/** Besides, every table read to its end and every index checked. */
export async function checkThoroughly(pool: Pool, given: Given): Promise<Found> {
  const found = await checkRestored(pool, given);
  return { ...found, ...(await readEverything(pool)) };
}

/** Makes the restored database the clinic: new eras, nobody signed in, and the restore itself in the trail. */
export async function takeOver(
  pool: Pool,
  { data, reason, by, faulty }: { data: string; reason: string; by: string; faulty: number },
): Promise<void> {
  await migrate(pool, [gateTables]);
  await newRecordEra(pool);
  await newAuditEra(pool);
  await endEverybody(pool);
  const gate = await openAdministration({
    pool,
    clinic: DEFAULT_CONFIG.clinic,
    anchorFile: join(data, 'audit-anchor.json'),
    issuer: 'http://localhost/oauth',
    demo: false,
  });
  try {
    await gate.audit.noteOf(gate.system(by), {
      action: 'restore',
      outcome: 'success',
      operation: 'restore',
      reason: faulty > 0 ? `${reason}, despite ${faulty} faults` : reason,
    });
    await gate.audit.seal();
    if (faulty > 0) return;
    const { sound, faults } = await gate.audit.verify();
    if (!sound) throw new Error(`The audit trail cannot go on: ${faults[0]?.what ?? ''}`);
  } finally {
    await gate.close();
  }
}
