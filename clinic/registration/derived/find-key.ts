import type { Derived } from '#capability/room.ts';
import type { Patient } from '#fhir/types.ts';
import { findWords, KEY_FORM, storedKeys } from '../rules/find-keys.ts';

/** [R4] The rows of `find_key`, from the patients as they are. */
export const findKeyRows: Derived<'Patient'> = {
  name: `registration/find-key-${KEY_FORM}`,
  type: 'Patient',
  put: (clinic, patients) => ({
    sql: `insert into room_registration.find_key (clinic, patient, version, born, words, keys)
      select $1, p.patient, p.version, p.born, string_to_array(p.words, ' '), string_to_array(p.keys, ' ')::int[]
      from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::text[]) as p(patient, version, born, words, keys)
      on conflict (clinic, patient) do update
        set version = excluded.version, born = excluded.born, words = excluded.words, keys = excluded.keys
        where find_key.version <= excluded.version`,
    values: [clinic, ...columns(patients)],
  }),
  drop: (clinic, patients) => ({
    sql: 'delete from room_registration.find_key where clinic = $1 and patient = any($2::text[])',
    values: [clinic, patients],
  }),
};

const columns = (patients: readonly (Patient & { id: string; meta: { versionId: string } })[]) => [
  patients.map(({ id }) => id),
  patients.map(({ meta }) => Number(meta.versionId)),
  patients.map(({ birthDate }) => birthDate ?? ''),
  patients.map((patient) => findWords(patient).join(' ')),
  patients.map((patient) => storedKeys(patient).join(' ')),
];
