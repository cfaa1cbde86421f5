/** Invented people in any number, the same for the same seed: what benchmarks and load tests work on. */
import type { Appointment, Observation, Patient } from '#fhir/types.ts';

const FAMILY = [
  'Nguyen',
  'Garcia',
  'Okafor',
  'Müller',
  'Haddad',
  'Kowalski',
  'Silva',
  'Johnson',
  'Tanaka',
  'Ibrahim',
  'Rossi',
  'Andersson',
  'Cohen',
  'Delgado',
  'O’Brien',
  'Park',
  'Novak',
  'Mensah',
  'Baker',
  'Fernández',
  'Singh',
  'Moreau',
  'Kim',
  'Walker',
  'Dubois',
  'Santos',
  'Yilmaz',
  'Petrov',
  'Lopez',
  'Murphy',
];
const GIVEN = [
  'Ana',
  'José',
  'Mei',
  'Amara',
  'Liam',
  'Noor',
  'Katarzyna',
  'Pedro',
  'Grace',
  'Yusuf',
  'Elena',
  'Astrid',
  'David',
  'Rosa',
  'Siobhán',
  'Min',
  'Jana',
  'Kofi',
  'Ruth',
  'Diego',
  'Priya',
  'Camille',
  'Jin',
  'Olivia',
  'Luc',
  'Bianca',
  'Emre',
  'Ivan',
  'Carmen',
  'Sean',
  'Zoë',
  'Omar',
  'Hannah',
  'Felix',
  'Aisha',
  'Tomás',
  'Wei',
  'Chloe',
  'Samir',
  'Nora',
];

/** A small repeatable generator (mulberry32): numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)] as T;
const two = (value: number): string => String(value).padStart(2, '0');

/** Patient number `index`. */
export function person(index: number): Patient & { id: string } {
  const next = random(index * 7919 + 1);
  const year = 1930 + Math.floor(next() * 95);
  return {
    resourceType: 'Patient',
    id: `load-${String(index).padStart(6, '0')}`,
    identifier: [{ system: 'https://medley.clinic/fhir/NamingSystem/mrn', value: String(100_000 + index) }],
    name: [{ use: 'official', family: pick(FAMILY, next), given: [pick(GIVEN, next), pick(GIVEN, next)] }],
    gender: next() < 0.5 ? 'female' : 'male',
    birthDate: `${year}-${two(1 + Math.floor(next() * 12))}-${two(1 + Math.floor(next() * 28))}`,
    telecom: [
      {
        system: 'phone',
        value: `+1617555${String(Math.floor(next() * 10_000)).padStart(4, '0')}`,
        use: 'mobile',
      },
    ],
    address: [
      {
        line: [`${1 + Math.floor(next() * 900)} Elm Street`],
        city: 'Boston',
        state: 'MA',
        postalCode: '02110',
      },
    ],
  };
}

const VITALS = [
  { code: '8867-4', display: 'Heart rate', unit: '/min', low: 55, high: 105 },
  { code: '9279-1', display: 'Respiratory rate', unit: '/min', low: 10, high: 22 },
  { code: '29463-7', display: 'Body weight', unit: 'kg', low: 45, high: 120 },
  { code: '8302-2', display: 'Body height', unit: 'cm', low: 150, high: 195 },
  { code: '8310-5', display: 'Body temperature', unit: 'Cel', low: 36, high: 38 },
] as const;

/** Vital sign number `index` of a patient. */
export function vital(patient: string, index: number): Observation {
  const next = random(index * 104_729 + patient.length);
  const kind = VITALS[index % VITALS.length] as (typeof VITALS)[number];
  const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(next() * 900) * 86_400_000 + index * 60_000);
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
    code: {
      coding: [{ system: 'http://loinc.org', code: kind.code, display: kind.display }],
      text: kind.display,
    },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: day.toISOString(),
    valueQuantity: {
      value: Math.round((kind.low + next() * (kind.high - kind.low)) * 10) / 10,
      unit: kind.unit,
      system: 'http://unitsofmeasure.org',
      code: kind.unit,
    },
  };
}

/** A booked appointment of a patient that starts at `start`. */
export function booking(patient: string, start: Date, minutes = 20): Appointment {
  return {
    resourceType: 'Appointment',
    status: 'booked',
    start: start.toISOString(),
    end: new Date(start.getTime() + minutes * 60_000).toISOString(),
    minutesDuration: minutes,
    participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }],
  };
}
