/** The generated patients as patients of the demo clinic: moved to the present, with our record numbers. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NS } from '#fhir/medley.ts';
import type { Patient } from '#fhir/types.ts';
import type { Identified } from '#server/import/identify.ts';
import { mover, type Shift } from './shift.ts';

/** Folder of the generated patients (source and licence in SOURCE.md). */
export const SYNTHEA = fileURLToPath(new URL('./data/synthea/', import.meta.url));
const FIRST_MRN = 4501;
/** The generator's own record number, which is the patient's id again. */
const GENERATOR_MRN = 'http://hospital.smarthealthit.org';

/** What happens to each resource on its way in. */
export function demoTransform(shift: Shift): (resource: Identified) => Identified {
  const move = mover(shift);
  const order = new Map(
    readdirSync(`${SYNTHEA}patients`)
      .sort()
      .map((file, at) => [file.replace('.json.gz', ''), FIRST_MRN + at * 7]),
  );
  return (resource) => {
    const moved = move(resource);
    if (moved.resourceType !== 'Patient') return moved;
    return withMrn(moved as Patient & { id: string }, order.get(moved.id) ?? FIRST_MRN - 1);
  };
}

function withMrn(patient: Patient & { id: string }, number: number): Patient & { id: string } {
  const value = String(number).padStart(6, '0');
  const identifier = (patient.identifier ?? []).map((one) =>
    one.system === GENERATOR_MRN ? { ...one, system: NS.mrn, value } : one,
  );
  const telecom = (patient.telecom ?? []).map((one) => ({ ...one, use: one.use ?? ('home' as const) }));
  return { ...patient, identifier, telecom, active: true };
}
