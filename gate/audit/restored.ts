/** The gate after a restore: the chain goes on, and nobody comes in with what was given out before. */
import type { Pool } from 'pg';

export interface Head {
  readonly clinic: number;
  readonly number: number;
  /** Hex. */
  readonly hash: string;
}

/** [C11] The last sealed block of each clinic: a backup remembers it, and finds it again. */
export async function chainHeads(pool: Pool): Promise<Head[]> {
  const { rows } = await pool.query<{ clinic: number; number: string; hash: Buffer }>(
    'select distinct on (clinic) clinic, number, hash from gate.block order by clinic, number desc',
  );
  return rows.map(({ clinic, number, hash }) => ({
    clinic,
    number: Number(number),
    hash: hash.toString('hex'),
  }));
}

/** [C11] What a restored chain must hold and does not: the heads that were remembered when it was backed up. */
export async function missingHeads(pool: Pool, heads: readonly Head[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { clinic, number, hash } of heads) {
    const { rows } = await pool.query<{ hash: Buffer }>(
      'select hash from gate.block where clinic = $1 and number = $2',
      [clinic, number],
    );
    const found = rows[0]?.hash.toString('hex');
    if (found === undefined)
      faults.push(`block ${number} of the audit trail, which was backed up, is not there`);
    else if (found !== hash)
      faults.push(`block ${number} of the audit trail is not the one that was backed up`);
  }
  return faults;
}

/** [C4] Rows from now on belong to a new era: transaction numbers of the time after the instant were used before. */
export async function newAuditEra(pool: Pool): Promise<void> {
  await pool.query(`insert into gate.era (clinic, number, cluster)
    select clinic, max(number) + 1, (select system_identifier::text from pg_control_system()) from gate.era group by clinic`);
}

/** [C12] Sessions, tokens and one-time links that ended after the instant would live again: all end. */
export async function endEverybody(pool: Pool): Promise<void> {
  await pool.query('delete from gate.session');
  await pool.query('delete from gate.oauth');
  await pool.query('delete from gate.link where used is null');
}
