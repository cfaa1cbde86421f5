import type { Pool } from 'pg';
import { type RetentionRule, recordDue, rulesOf } from './retention.ts';

export interface Due {
  /** Every table there is, with its rows; nothing is left out of the rules unseen. */
  readonly tables: readonly { readonly name: string; readonly rules: readonly RetentionRule[] }[];
  /** Ids of patients whose record need not be kept any longer, the longest due first. */
  readonly patients: readonly { readonly id: string; readonly lastEntry: string; readonly due: string }[];
  readonly patientsInAll: number;
  /** Rows of the audit trail older than it must be kept. */
  readonly auditRows: number;
}

interface Patient extends Record<string, unknown> {
  readonly id: string;
  readonly born: string;
  readonly last: Date;
}

/** [C14] What would fall due on a day (FHIR date). Reads only. */
export async function dueOn(
  pool: Pool,
  { clinic, day, rules }: { clinic: number; day: string; rules: readonly RetentionRule[] },
): Promise<Due> {
  const client = await pool.connect();
  try {
    await client.query(
      'begin transaction isolation level repeatable read, read only; set local statement_timeout = 0',
    );
    const tables = await client.query<{ name: string }>(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
      order by 1`);
    // The newest of when it happened and when it was written: neither a late note nor an old visit shortens it.
    const people = await client.query<Patient>(
      `select p.id, coalesce(p.content::jsonb ->> 'birthDate', '') as born,
         (select greatest(max(r.moment), max(r.updated)) from record.current r where r.clinic = $1 and (r.patient = p.id)) as last
       from record.current p where p.clinic = $1 and p.type = 'Patient'`,
      [clinic],
    );
    const years = rulesOf('gate.audit', rules).flatMap(({ keep }) =>
      keep.kind === 'years' ? [keep.years] : [],
    );
    const audit = await client.query<{ rows: string }>(
      `select count(*) as rows from gate.audit where clinic = $1 and at < $2::date - make_interval(years => $3)`,
      [clinic, day, Math.max(...years)],
    );
    await client.query('commit');
    const patients = people.rows
      .map(({ id, born, last }) => {
        const lastEntry = (last ?? new Date()).toISOString().slice(0, 10);
        return { id, lastEntry, due: recordDue({ lastEntry, birthDate: born }, rules) };
      })
      .filter(({ due }) => due <= day)
      .sort((one, other) => one.due.localeCompare(other.due));
    return {
      tables: tables.rows.map(({ name }) => ({ name, rules: rulesOf(name, rules) })),
      patients,
      patientsInAll: people.rows.length,
      auditRows: Number(audit.rows[0]?.rows ?? 0),
    };
  } finally {
    client.release(true);
  }
}
