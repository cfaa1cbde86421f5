/** A visit at its end as the browser tests find it: measured, diagnosed, prescribed, the note signed. */
import { appointmentOfWish, encounterOfWish, patientOfWish } from '#capability/testing/people.ts';
import { aClinicToRoomIn } from '#clinic/flow/testing/rooms-and-staff.ts';
import { NOTE_TYPE, noteSections } from '#clinic/visit/rules/note.ts';
import { CS } from '#fhir/medley.ts';
import type { Organization, Resource } from '#fhir/types.ts';
import type { ClinicOnScreen } from '../../../e2e/browser.ts';

type Made = Resource & { id: string };
export interface Leaving {
  readonly patient: string;
  readonly encounter: string;
}

const save = (clinic: ClinicOnScreen, resources: readonly Resource[]) =>
  clinic.server.context.store.commit({
    writes: (resources as Made[]).map((resource) => ({ kind: 'create', resource, id: resource.id })),
    author: 'Device/medley',
  });

/** The clinic with a phone to call, its rooms and its staff. */
export async function aClinicToLeave(clinic: ClinicOnScreen): Promise<void> {
  const [house, ...rest] = aClinicToRoomIn(2);
  const called = {
    ...house,
    name: 'Harbor Street Clinic',
    type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/organization-type', code: 'prov' }] }],
    telecom: [{ system: 'phone', value: '617-555-0100' }],
    address: [{ line: ['4 Harbor Street'], city: 'Boston', state: 'MA', postalCode: '02110' }],
  } as Organization;
  await save(clinic, [called, ...rest]);
}

/** She has been seen and stands at the desk; her language is what she prefers to read. */
export async function aVisitToLeave(
  clinic: ClinicOnScreen,
  wish: { key: string; name: string; language: 'en' | 'es' },
): Promise<Leaving> {
  const { key, name, language } = wish;
  const [patient, encounter, slot] = [`${key}-patient`, `${key}-visit`, `${key}-slot`];
  const now = new Date();
  const begun = new Date(now.getTime() - 50 * 60_000);
  const spoken = { language: { coding: [{ system: 'urn:ietf:bcp:47', code: language }] }, preferred: true };
  const visit = encounterOfWish(
    {
      id: encounter,
      patient: { id: patient },
      stage: 'discharge-ready',
      reason: language === 'es' ? 'tos seca' : 'dry cough',
      also: {
        appointment: [{ reference: `Appointment/${slot}` }],
        diagnosis: [{ condition: { reference: `Condition/${key}-condition` }, rank: 1 }],
      },
    },
    begun,
  );
  const attending = visit.participant?.[0]?.individual;
  if (attending) attending.display = 'Emily Chen';
  await save(clinic, [
    patientOfWish({ id: patient, name, born: '1972-03-12', also: { communication: [spoken] } }),
    appointmentOfWish({
      id: slot,
      patient: { id: patient },
      start: begun,
      status: 'checked-in',
      also: { serviceType: [{ coding: [{ system: CS.visitType, code: 'established' }] }] },
    }),
    visit,
    ...chartOf({ key, patient, encounter, language, at: now.toISOString() }),
  ]);
  return { patient, encounter };
}

interface Chart extends Leaving {
  readonly key: string;
  readonly language: 'en' | 'es';
  readonly at: string;
}

function chartOf({ key, patient, encounter, language, at }: Chart): Resource[] {
  const subject = { reference: `Patient/${patient}` };
  const within = { reference: `Encounter/${encounter}` };
  const category = (system: string, code: string) => [
    { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }] },
  ];
  const provider = { reference: 'Practitioner/staff-provider', display: 'Emily Chen' };
  return [
    {
      resourceType: 'Condition',
      id: `${key}-condition`,
      subject,
      encounter: within,
      clinicalStatus: category('condition-clinical', 'active')[0],
      category: category('condition-category', 'encounter-diagnosis'),
      code: {
        coding: [
          {
            system: 'http://hl7.org/fhir/sid/icd-10-cm',
            code: 'J20.9',
            display: 'Acute bronchitis, unspecified',
          },
        ],
      },
    },
    {
      resourceType: 'MedicationRequest',
      id: `${key}-rx`,
      status: 'active',
      intent: 'order',
      subject,
      encounter: within,
      authoredOn: at,
      medicationCodeableConcept: { text: 'benzonatate 100 MG Oral Capsule' },
      dosageInstruction: [
        { text: language === 'es' ? 'una cápsula tres veces al día' : 'one capsule three times a day' },
      ],
    },
    {
      resourceType: 'Observation',
      id: `${key}-weight`,
      status: 'final',
      category: category('observation-category', 'vital-signs'),
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: 'Body weight' },
      subject,
      encounter: within,
      effectiveDateTime: at,
      valueQuantity: { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    },
    {
      resourceType: 'Composition',
      id: `${key}-note`,
      status: 'final',
      type: { coding: [{ system: 'http://loinc.org', code: NOTE_TYPE }] },
      subject,
      encounter: within,
      date: at,
      title: 'Visit note',
      author: [provider],
      attester: [{ mode: 'legal', time: at, party: provider }],
      section: noteSections({
        assessment: 'Acute bronchitis.',
        instructions:
          language === 'es' ? 'Beba mucha agua.\nDescanse.' : 'Drink plenty of water.\nRest at home.',
      }),
    },
  ] as Resource[];
}
