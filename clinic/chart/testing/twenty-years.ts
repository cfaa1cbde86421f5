/** A patient who has come for twenty years, as the browser test and the benchmark open her chart. */
import { ACT_CODE } from '#fhir/systems.ts';
import type { Reference, Resource } from '#fhir/types.ts';

type Made = Resource & { id: string };
interface Whose {
  readonly subject: Reference;
  readonly now: Date;
}

const MONTH = 30 * 86_400_000;
const VISITS = 240;

/** A visit a month until `now`: five vitals each, now and then a result or a shot; and what her lists hold. */
export function twentyYears(patient: string, now: Date): Made[] {
  const whose = { subject: { reference: `Patient/${patient}` }, now };
  return [...Array.from({ length: VISITS }, (_, at) => visitOf(at, whose)).flat(), ...lists(whose)];
}

function visitOf(at: number, { subject, now }: Whose): Made[] {
  const when = new Date(now.getTime() - (at + 1) * MONTH).toISOString();
  const category = [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }],
    },
  ];
  const vital = (name: string, code: string, value: number, unit: string, ucum: string) => ({
    resourceType: 'Observation',
    id: `${name}-${at}`,
    status: 'final',
    category,
    code: { coding: [{ system: 'http://loinc.org', code }], text: name },
    subject,
    encounter: { reference: `Encounter/visit-${at}` },
    effectiveDateTime: when,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: ucum },
  });
  const report = {
    resourceType: 'DiagnosticReport',
    id: `report-${at}`,
    status: 'final',
    code: { text: at === 239 ? 'The very first blood count' : 'Blood count' },
    subject,
    effectiveDateTime: when,
  };
  return [
    {
      resourceType: 'Encounter',
      id: `visit-${at}`,
      status: 'finished',
      class: { system: ACT_CODE, code: 'AMB' },
      type: [{ text: 'Office visit' }],
      subject,
      period: { start: when, end: when },
      reasonCode: [{ text: at === 239 ? 'First visit here' : 'Blood pressure' }],
    },
    vital('Pulse', '8867-4', 62 + (at % 20), '/min', '/min'),
    vital('Weight', '29463-7', 70 + (at % 9), 'kg', 'kg'),
    vital('Temperature', '8310-5', 36.4 + (at % 8) / 10, '°C', 'Cel'),
    vital('Oxygen', '59408-5', 95 + (at % 5), '%', '%'),
    vital('Respirations', '9279-1', 12 + (at % 6), '/min', '/min'),
    ...(at % 4 === 3 ? [report] : []),
    ...(at % 12 === 5
      ? [
          {
            resourceType: 'Immunization',
            id: `shot-${at}`,
            status: 'completed',
            vaccineCode: { text: 'Influenza vaccine' },
            patient: subject,
            occurrenceDateTime: when,
          },
        ]
      : []),
  ] as Made[];
}

function lists({ subject }: Whose): Made[] {
  const active = (system: string) => ({
    coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code: 'active' }],
  });
  return [
    {
      resourceType: 'Condition',
      id: 'pressure',
      subject,
      clinicalStatus: active('condition-clinical'),
      code: { text: 'Essential hypertension (disorder)' },
    },
    {
      resourceType: 'Medication',
      id: 'drug',
      code: { text: 'Lisinopril 10 MG Oral Tablet' },
    },
    {
      resourceType: 'MedicationRequest',
      id: 'rx',
      status: 'active',
      intent: 'order',
      subject,
      medicationReference: { reference: 'Medication/drug' },
      dosageInstruction: [{ text: 'once a day' }],
    },
    {
      resourceType: 'AllergyIntolerance',
      id: 'penicillin',
      patient: subject,
      clinicalStatus: active('allergyintolerance-clinical'),
      criticality: 'high',
      code: { text: 'penicillin' },
      reaction: [{ manifestation: [{ text: 'hives' }] }],
    },
  ] as Made[];
}
