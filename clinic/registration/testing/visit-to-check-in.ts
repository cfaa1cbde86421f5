/** A visit at the desk as the browser tests find it: an appointment today, an arrived patient, what was confirmed before. */
import { appointmentOfWish, encounterOfWish, patientOfWish } from '#capability/testing/people.ts';
import { CS } from '#fhir/medley.ts';
import { IDENTIFIER_TYPE } from '#fhir/systems.ts';
import type { Coverage, Patient, Resource } from '#fhir/types.ts';
import { parseEntry } from '#record/record.ts';
import type { ClinicOnScreen } from '../../../e2e/browser.ts';
import { CONFIRMED, confirm } from '../rules/fields.ts';

export interface DeskVisit {
  readonly patient: string;
  readonly encounter: string;
  readonly appointment: string;
}
export interface DeskWish {
  readonly name: string;
  readonly born?: string;
  /** Days since everything was confirmed; never, unless said. */
  readonly confirmedDaysAgo?: number;
  /** She has only booked. */
  readonly stillToCome?: boolean;
  readonly language?: 'en' | 'es';
}

const DAY_MS = 86_400_000;
const BY = { reference: 'Practitioner/staff-front-desk', display: 'Dana Whitfield' };
let serial = 0;

export async function aVisitAtTheDesk(clinic: ClinicOnScreen, wish: DeskWish): Promise<DeskVisit> {
  serial += 1;
  const [patient, encounter, appointment] = [
    `desk-patient-${serial}`,
    `desk-visit-${serial}`,
    `desk-slot-${serial}`,
  ];
  const now = new Date();
  const visit = encounterOfWish(
    { id: encounter, patient: { id: patient }, stage: 'arrived', reason: 'Annual visit' },
    new Date(now.getTime() - 4 * 60_000),
  );
  const slot = appointmentOfWish({
    id: appointment,
    patient: { id: patient },
    start: new Date(now.getTime() + (serial - 3) * 5 * 60_000),
    status: wish.stillToCome ? 'booked' : 'arrived',
    also: { serviceType: [{ coding: [{ system: CS.visitType, code: 'established' }] }] },
  });
  const resources: Resource[] = [
    personOf(wish, patient, now),
    coverageOf(patient),
    slot,
    ...(wish.stillToCome ? [] : [{ ...visit, appointment: [{ reference: `Appointment/${appointment}` }] }]),
  ];
  await clinic.server.context.store.commit({
    writes: resources.map((resource) => ({ kind: 'create', resource, id: resource.id ?? '' })),
    author: 'Device/medley',
  });
  return { patient, encounter, appointment };
}

function personOf(wish: DeskWish, id: string, now: Date): Patient {
  const person = patientOfWish({
    id,
    name: wish.name,
    born: wish.born ?? '1972-03-12',
    also: {
      telecom: [{ system: 'phone', value: '+16175550142', use: 'mobile' }],
      address: [{ line: ['12 Dock Street'], city: 'Boston', state: 'MA', postalCode: '02110' }],
      communication: [
        {
          language: { coding: [{ system: 'urn:ietf:bcp:47', code: wish.language ?? 'en' }] },
          preferred: true,
        },
      ],
    },
  });
  if (wish.confirmedDaysAgo === undefined) return person;
  const at = new Date(now.getTime() - wish.confirmedDaysAgo * DAY_MS).toISOString();
  return confirm(person, CONFIRMED, { at, by: BY });
}

const coverageOf = (patient: string): Coverage => ({
  resourceType: 'Coverage',
  id: `coverage-${patient}`,
  status: 'active',
  beneficiary: { reference: `Patient/${patient}` },
  subscriber: { reference: `Patient/${patient}` },
  subscriberId: 'MB830412',
  identifier: [{ type: { coding: [{ system: IDENTIFIER_TYPE, code: 'MB' }] }, value: 'MB830412' }],
  relationship: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'self' }],
  },
  payor: [{ display: 'Harbor Care Alliance' }],
  class: [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code: 'group' }] },
      value: '4410',
      name: 'Select',
    },
  ],
  order: 1,
});

/** All resources of a type that are about the patient, as a machine client reads them. */
export async function allOf<T extends Resource>(
  clinic: ClinicOnScreen,
  type: T['resourceType'],
  patient: string,
): Promise<T[]> {
  const send = await clinic.server.machine();
  const key = type === 'Coverage' ? 'beneficiary' : 'patient';
  const answer = await send({ method: 'GET', url: `/fhir/${type}?${key}=Patient/${patient}&_count=50` });
  const bundle = answer.json<{ entry?: { resource: T }[] }>();
  return (bundle.entry ?? []).map(({ resource }) => resource);
}

export async function stored<T extends Resource>(
  clinic: ClinicOnScreen,
  type: T['resourceType'],
  id: string,
): Promise<T> {
  const entry = await clinic.server.context.store.read(type, id);
  if (!entry || entry.deleted) throw new Error(`There is no ${type} ${id}.`);
  return parseEntry<T>(entry);
}
