import type { RecordStore, Statement } from '#record/record.ts';
import type { ClinicFacts } from './command.ts';

/** Name of the announcement after which servers read the facts of the clinic again. */
export const CLINIC_TOPIC = 'clinic';

/** The clinic's facts, or undefined while it has not been set up. */
export async function readClinicFacts(
  store: Pick<RecordStore, 'rows'>,
  clinic: number,
): Promise<ClinicFacts | undefined> {
  const [row] = await store.rows<{ name: string; zone: string; state: string; demo: boolean }>(
    'select name, zone, state, demo from capability.clinic where clinic = $1',
    [clinic],
  );
  return row && { id: clinic, ...row };
}

/**
 * Writes the facts, in the transaction of the command (or seed) that decided them. Announce `CLINIC_TOPIC` with it.
 * The zone is an IANA name, the state two letters.
 */
export const writeClinicFacts = ({ id, name, zone, state, demo }: ClinicFacts): Statement => ({
  sql: `insert into capability.clinic (clinic, name, zone, state, demo) values ($1, $2, $3, $4, $5)
        on conflict (clinic) do update set name = excluded.name, zone = excluded.zone, state = excluded.state, demo = excluded.demo`,
  values: [id, name, zone, state, demo],
});
