import type { Observation, Patient, Resource } from '#fhir/types.ts';
import type { Write } from '../record.ts';

const create = (resource: Resource & { id: string }): Write => ({
  kind: 'create',
  id: resource.id,
  resource,
});
export const LOINC = 'http://loinc.org';

const vital = (id: string, code: string, more: Partial<Observation> = {}): Observation & { id: string } => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/observation-category',
          code: 'vital-signs',
          display: 'Vital Signs',
        },
      ],
    },
  ],
  code: { coding: [{ system: LOINC, code, display: code === '29463-7' ? 'Body weight' : 'Heart rate' }] },
  subject: { reference: 'Patient/ana' },
  effectiveDateTime: '2026-03-02T09:00:00-05:00',
  ...more,
});
const kilograms = (value: number) => ({ value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' });

const people: (Patient & { id: string })[] = [
  {
    resourceType: 'Patient',
    id: 'ana',
    active: true,
    name: [{ family: 'Müller', given: ['Ana', 'María'] }],
    birthDate: '1980-02-14',
    gender: 'female',
    identifier: [
      {
        system: 'urn:mrn',
        value: '100',
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      },
    ],
    generalPractitioner: [{ reference: 'Practitioner/vega' }],
  },
  {
    resourceType: 'Patient',
    id: 'jose',
    active: true,
    name: [{ family: 'de la Cruz', given: ['José'] }],
    birthDate: '1980',
    gender: 'male',
    telecom: [{ system: 'phone', value: '(555) 010-2000' }],
  },
  {
    resourceType: 'Patient',
    id: 'zoe',
    name: [{ family: 'Abbott', given: ['Zoë'] }],
    birthDate: '2019-07-01',
    identifier: [{ value: '300' }],
  },
];

/** A small clinic in which each kind of search has something to find, and something to leave out. */
export const sampleWrites: readonly Write[] = [
  create({ resourceType: 'Organization', id: 'clinic', name: 'Clinic' }),
  create({ resourceType: 'Practitioner', id: 'vega', name: [{ family: 'Vega' }] }),
  ...people.map(create),
  create({
    resourceType: 'Encounter',
    id: 'visit',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/ana' },
    serviceProvider: { reference: 'Organization/clinic' },
    period: { start: '2026-01-31T23:00:00-05:00', end: '2026-02-03T10:00:00-05:00' },
  }),
  create({
    resourceType: 'Encounter',
    id: 'open',
    status: 'in-progress',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/jose' },
    period: { start: '2026-03-01T09:00:00-05:00' },
  }),
  create(
    vital('kg70', '29463-7', {
      valueQuantity: kilograms(70),
      encounter: { reference: 'Encounter/visit' },
    }),
  ),
  create(
    vital('kg120', '29463-7', {
      valueQuantity: kilograms(120),
      subject: { reference: 'Patient/jose' },
      effectiveDateTime: '2026-03-04',
    }),
  ),
  create(
    vital('lb154', '29463-7', {
      valueQuantity: { value: 154, unit: 'lb', system: 'http://unitsofmeasure.org', code: '[lb_av]' },
      effectiveDateTime: '2026-03-03',
    }),
  ),
  create(
    vital('pulse', '8867-4', {
      valueQuantity: { value: 120, code: '/min', system: 'http://unitsofmeasure.org' },
      note: [{ text: 'after stairs' }],
    }),
  ),
  create(
    vital('bp', '85354-9', {
      code: { coding: [{ system: LOINC, code: '85354-9' }], text: 'Blood pressure' },
      component: [
        {
          code: { coding: [{ system: LOINC, code: '8480-6' }] },
          valueQuantity: { value: 150, system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
        },
        {
          code: { coding: [{ system: LOINC, code: '8462-4' }] },
          valueQuantity: { value: 85, system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
        },
      ],
    }),
  ),
  create({
    resourceType: 'Questionnaire',
    id: 'phq',
    status: 'active',
    url: 'https://medley.clinic/fhir/Questionnaire/phq-9',
  }),
  create({
    resourceType: 'Appointment',
    id: 'a1',
    status: 'booked',
    start: '2026-03-02T09:00:00-05:00',
    end: '2026-03-02T09:20:00-05:00',
    participant: [
      { status: 'accepted', actor: { reference: 'Patient/ana' } },
      { status: 'accepted', actor: { reference: 'Practitioner/vega' } },
    ],
  }),
  create({
    resourceType: 'Appointment',
    id: 'a2',
    status: 'booked',
    start: '2026-03-03T09:00:00-05:00',
    end: '2026-03-03T09:20:00-05:00',
    participant: [
      { status: 'accepted', actor: { reference: 'Patient/zoe' } },
      { status: 'accepted', actor: { reference: 'Patient/jose' } },
    ],
  }),
  create({
    resourceType: 'RiskAssessment',
    id: 'risk',
    status: 'final',
    subject: { reference: 'Patient/ana' },
    prediction: [{ probabilityDecimal: 0.25 }],
  }),
];
