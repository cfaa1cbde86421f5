import { patientOf } from '#fhir/search/compartment.ts';
import { parseEntry, type RecordStore } from '#record/record.ts';

const MOST_KNOWN = 5000;

/** The patient whom a draft's key (`room/<Encounter or Patient id>`) is about, for its audit row. */
export function openPatientOfDraft(
  store: Pick<RecordStore, 'readMany'>,
): (key: string) => Promise<string | undefined> {
  const known = new Map<string, string>();
  return async (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const id = key.split('/')[1] ?? '';
    const entries = await store.readMany([
      { type: 'Encounter', id },
      { type: 'Patient', id },
      { type: 'Appointment', id },
    ]);
    const [entry] = entries;
    const patient = entry && patientOf(parseEntry(entry));
    if (known.size >= MOST_KNOWN) known.clear();
    if (patient !== undefined) known.set(key, patient);
    return patient;
  };
}
