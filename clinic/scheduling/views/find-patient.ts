import { view } from '#capability/command.ts';
import { NS } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import type { Patient, Stored } from '#fhir/types.ts';
import { type FoundPatient, findPatient } from './find-patient.contract.ts';

const MOST = '12';

export const findPatientView = view(findPatient, 100, async (context, { words }) => {
  const found = /^\d{3,}$/.test(words)
    ? await context.find('Patient', { identifier: `${NS.mrn}|${words}`, _count: MOST })
    : await context.find('Patient', { name: words.split(/\s+/), active: 'true', _count: MOST });
  return found.map(foundOf);
});

const foundOf = (patient: Stored<Patient>): FoundPatient => ({
  id: patient.id,
  name: displayName(patient.name),
  birthDate: patient.birthDate ?? '',
  mrn: patient.identifier?.find(({ system }) => system === NS.mrn)?.value ?? '',
});
