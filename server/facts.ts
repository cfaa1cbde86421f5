import { readClinicFacts } from '#capability/clinic-facts.ts';
import type { ClinicFacts } from '#capability/command.ts';
import type { RecordStore } from '#record/record.ts';

/** The clinic's facts, kept in memory; read again when the set-up or the settings announce a change. */
export interface Facts {
  current(): ClinicFacts;
  /** False until the set-up wizard, or the demo, has named the clinic. */
  isSetUp(): boolean;
  reload(): Promise<void>;
}

export async function openFacts(store: Pick<RecordStore, 'rows'>, clinic: number): Promise<Facts> {
  let known: ClinicFacts | undefined;
  const nowhere: ClinicFacts = { id: clinic, name: '', zone: 'America/New_York', state: '', demo: false };
  const reload = async () => {
    known = await readClinicFacts(store, clinic);
  };
  await reload();
  return { current: () => known ?? nowhere, isSetUp: () => known !== undefined, reload };
}
