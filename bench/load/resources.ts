/** The resources of the load: as large and as linked as a clinic's. */
import type { Appointment, Observation, Patient } from '#fhir/types.ts';

const FAMILIES = [
  'Delgado',
  'Müller',
  'O’Brien',
  'Nguyen',
  'Smith',
  'García',
  'Johnson',
  'Kowalski',
  'Haddad',
  'Okafor',
];
const GIVEN = ['Rosa', 'José', 'Anna', 'Minh', 'Emily', 'Luis', 'Karen', 'Samuel', 'Priya', 'Dana', 'Maria'];
const VITALS = [
  ['8867-4', 'Heart rate', '/min', 60, 40],
  ['9279-1', 'Respiratory rate', '/min', 12, 8],
  ['8310-5', 'Body temperature', 'Cel', 36, 3],
  ['29463-7', 'Body weight', 'kg', 50, 60],
  ['8302-2', 'Body height', 'cm', 150, 40],
  ['59408-5', 'Oxygen saturation', '%', 92, 8],
  ['8480-6', 'Systolic blood pressure', 'mm[Hg]', 100, 60],
  ['8462-4', 'Diastolic blood pressure', 'mm[Hg]', 60, 30],
] as const;

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const two = (n: number) => String(n).padStart(2, '0');

/** Family name, with a number of its own so that a search by name finds a handful. */
export const familyOf = (n: number): string =>
  `${pick(FAMILIES, n)}${String.fromCharCode(97 + (n % 26), 97 + (Math.floor(n / 26) % 26))}`;
export const birthDateOf = (n: number): string =>
  `${1940 + (n % 80)}-${two(1 + (n % 12))}-${two(1 + (n % 28))}`;

export const patientOf = (n: number): Patient => ({
  resourceType: 'Patient',
  active: true,
  identifier: [{ system: 'https://clinic.example/mrn', value: `L${n}` }],
  name: [{ use: 'official', family: familyOf(n), given: [pick(GIVEN, n), pick(GIVEN, n * 7 + 1)] }],
  telecom: [{ system: 'phone', value: `+1617555${String(n % 10_000).padStart(4, '0')}`, use: 'mobile' }],
  gender: n % 2 === 0 ? 'female' : 'male',
  birthDate: birthDateOf(n),
  address: [
    { line: [`${n % 900} Harbor Street`], city: 'Boston', state: 'MA', postalCode: `0${2100 + (n % 90)}` },
  ],
});

export function vitalOf(n: number, subject: string, extra: Partial<Observation> = {}): Observation {
  const [code, display, unit, low, span] = pick(VITALS, n);
  const day = new Date(Date.UTC(2024, 0, 1 + (n % 900), 14, n % 60)).toISOString();
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
        ],
      },
    ],
    code: { coding: [{ system: 'http://loinc.org', code, display }] },
    subject: { reference: subject },
    effectiveDateTime: day,
    valueQuantity: { value: low + (n % span), unit, system: 'http://unitsofmeasure.org', code: unit },
    ...extra,
  };
}

export const appointmentOf = (
  n: number,
  { patient, practitioner }: { patient: string; practitioner: string },
): Appointment => {
  const start = new Date(Date.UTC(2026, 0, 5 + Math.floor(n / 40), 13, (n % 40) * 12));
  return {
    resourceType: 'Appointment',
    status: 'booked',
    start: start.toISOString(),
    end: new Date(start.getTime() + 20 * 60_000).toISOString(),
    minutesDuration: 20,
    description: 'Follow-up',
    participant: [
      { actor: { reference: patient }, status: 'accepted' },
      { actor: { reference: practitioner }, status: 'accepted' },
    ],
  };
};
