/** The generated patients as patients of the demo clinic: moved to the present, with our record numbers. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CONFIRMED, confirm } from '#clinic/registration/rules/fields.ts';
import { NS } from '#fhir/medley.ts';
import type { Patient } from '#fhir/types.ts';
import type { Identified } from '#server/import/identify.ts';
import { mover, NEWEST, type Shift } from './shift.ts';

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
    const number = order.get(moved.id) ?? FIRST_MRN - 1;
    return confirmedBefore(withMrn(moved as Patient & { id: string }, number), number, shift);
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

/** Regular patients: at their last visit, two weeks to eleven months ago, everything was confirmed at the desk. */
function confirmedBefore<P extends Patient>(patient: P, number: number, shift: Shift): P {
  const day = NEWEST.add({ weeks: shift.weeks }).subtract({ days: 14 + ((number * 37) % 320) });
  return confirm(patient, CONFIRMED, {
    at: `${day.toString()}T14:30:00Z`,
    by: { reference: 'Practitioner/staff-whitfield', display: 'Dana Whitfield' },
  });
}
