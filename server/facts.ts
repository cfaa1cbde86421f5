import type { Pool } from 'pg';
import { readClinicFacts } from '#capability/clinic-facts.ts';
import type { ClinicFacts } from '#capability/command.ts';

/** The clinic's facts, kept in memory; read again when the set-up or the settings announce a change. */
export interface Facts {
  current(): ClinicFacts;
  /** False until the set-up wizard, or the demo, has named the clinic. */
  isSetUp(): boolean;
  reload(): Promise<void>;
}

export async function openFacts(pool: Pool, clinic: number): Promise<Facts> {
  const rows = async <T extends Record<string, unknown>>(sql: string, values: readonly unknown[] = []) =>
    (await pool.query<T>(sql, [...values])).rows;
  let known: ClinicFacts | undefined;
  const nowhere: ClinicFacts = { id: clinic, name: '', zone: 'America/New_York', state: '', demo: false };
  const reload = async () => {
    known = await readClinicFacts({ rows }, clinic);
  };
  await reload();
  return { current: () => known ?? nowhere, isSetUp: () => known !== undefined, reload };
}
