import type { Pool } from 'pg';

/**
 * The era to write in: a new one when the database moved to another cluster since the last time, where transaction
 * numbers start again. A cluster that will not say who it is counts as the same.
 */
export async function openEra(pool: Pool, clinic: number): Promise<number> {
  const cluster = await pool
    .query<{ id: string }>('select system_identifier::text as id from pg_control_system()')
    .then(
      ({ rows }) => rows[0]?.id ?? '',
      () => '',
    );
  const { rows } = await pool.query<{ number: number }>(
    `with last as (select number, cluster from record.era where clinic = $1 order by number desc limit 1),
     opened as (
       insert into record.era (clinic, number, cluster)
       select $1, coalesce((select number from last), 0) + 1, $2
       where not exists (select from last where cluster = $2 or $2 = '')
       on conflict do nothing returning number)
     select number from opened union all select number from last order by number desc limit 1`,
    [clinic, cluster],
  );
  return rows[0]?.number ?? openEra(pool, clinic);
}
