/** A rooming as the browser tests find it: a patient, a visit to room, a chart when asked for. */
import { expect } from 'vitest';
import { encounterOfWish, patientOfWish } from '#capability/testing/people.ts';
import type { Condition, MedicationRequest, Observation, Resource, ResourceType } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import type { ClinicOnScreen, Workstation } from '../../../e2e/browser.ts';

let serial = 0;
async function save(clinic: ClinicOnScreen, ...resources: (Resource & { id: string })[]): Promise<void> {
  await clinic.server.context.store.commit({
    writes: resources.map((resource) => ({ kind: 'create', resource, id: resource.id })),
    author: 'Device/medley',
  });
}
export async function read<T extends Resource>(
  clinic: ClinicOnScreen,
  type: ResourceType,
  id: string,
): Promise<T> {
  const entry = await clinic.server.context.store.read(type, id);
  if (!entry || entry.deleted) throw new Error(`There is no ${type} ${id}.`);
  return parseEntry<T>(entry);
}
/** Waits until a check on the record holds. */
export const until = (check: () => Promise<unknown>) =>
  expect
    .poll(
      () =>
        check().then(
          () => true,
          (error: unknown) => String(error),
        ),
      { timeout: 8000 },
    )
    .toBe(true);

/** A visit to room; its patient with six prescriptions and an allergy when asked for. */
export async function aVisit(
  clinic: ClinicOnScreen,

  wish: {
    born?: string;
    gender?: 'male' | 'female';
    reason?: string;
    chart?: 'full';
    copd?: true;
    pressure?: readonly [number, number];
  } = {},
): Promise<string> {
  serial += 1;
  const [patient, encounter] = [`patient-${serial}`, `visit-${serial}`];
  await save(clinic, {
    ...patientOfWish({ id: patient, born: wish.born ?? '1972-03-12', gender: wish.gender ?? 'female' }),
    id: patient,
  });
  await save(clinic, {
    ...encounterOfWish(
      {
        id: encounter,
        patient: { id: patient },
        stage: 'checked-in',
        ...(wish.reason ? { reason: wish.reason } : {}),
      },
      new Date(),
    ),
    id: encounter,
  });
  if (wish.pressure) await save(clinic, earlierPressure(patient, wish.pressure));
  if (wish.copd) await save(clinic, copd(patient));
  if (wish.chart === 'full') await save(clinic, ...fullChart(patient));
  return encounter;
}
function earlierPressure(
  patient: string,
  [systolic, diastolic]: readonly [number, number],
): Observation & { id: string } {
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  return {
    resourceType: 'Observation',
    id: `bp-${patient}`,
    status: 'final',
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-05-14T10:00:00Z',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
        ],
      },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }] },
    component: [part('8480-6', systolic), part('8462-4', diastolic)],
  };
}
function fullChart(patient: string): (Resource & { id: string })[] {
  const subject = { reference: `Patient/${patient}` };
  const drugs = [
    'lisinopril 10 mg',
    'metformin 500 mg',
    'atorvastatin 20 mg',
    'sertraline 50 mg',
    'omeprazole 20 mg',
    'aspirin 81 mg',
  ];
  const requests = drugs.map((name, index): MedicationRequest & { id: string } => ({
    resourceType: 'MedicationRequest',
    id: `rx-${patient}-${index}`,
    status: 'active',
    intent: 'order',
    subject,
    authoredOn: `2026-05-${10 + index}`,
    medicationCodeableConcept: { text: name },
    dosageInstruction: [{ text: 'once a day' }],
  }));
  return [
    ...requests,
    {
      resourceType: 'AllergyIntolerance',
      id: `al-${patient}`,
      patient: subject,
      clinicalStatus: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' },
        ],
      },
      code: { text: 'penicillin' },
      reaction: [{ manifestation: [{ text: 'hives' }] }],
    },
    {
      resourceType: 'Condition',
      id: `co-${patient}`,
      subject,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: { text: 'Essential hypertension' },
    },
  ];
}
const copd = (patient: string): Condition & { id: string } => ({
  resourceType: 'Condition',
  id: `copd-${patient}`,
  subject: { reference: `Patient/${patient}` },
  clinicalStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
  },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J44.9' }], text: 'COPD' },
});

/** Opens the page and counts effort from here. */
export async function openRooming(at: Workstation, encounter: string): Promise<void> {
  await at.go(`/visits/${encounter}/rooming`);
  await at.page.getByLabel('Pulse', { exact: true }).waitFor();
  await at.page.waitForTimeout(150);
  await at.effort();
}
/** The stop of the keyboard flow that has the focus. */
export const focused = (at: Workstation) =>
  at.page.evaluate(() => document.activeElement?.closest('[data-stop]')?.getAttribute('data-stop'));
