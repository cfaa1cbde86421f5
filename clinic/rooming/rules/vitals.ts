/**
 * The vital table (README V1-V4): one row a vital, all that reading, storing and judging it needs.
 * Source: domain table D2, LOINC and UCUM as in US Core 6.1.0 (rows marked `local` have no US Core profile).
 */
export const VITAL_KEYS = [
  'blood-pressure',
  'pulse',
  'respiration',
  'temperature',
  'oxygen',
  'weight',
  'height',
  'head',
  'pain',
  'lmp',
  'waist',
  'peak-flow',
] as const;
export type VitalKey = (typeof VITAL_KEYS)[number];

interface Limits {
  readonly min: number;
  readonly max: number;
}

interface Part {
  readonly name: 'systolic' | 'diastolic' | 'value';
  readonly loinc: string;
  readonly display: string;
  /** Outside is refused: a slip of the finger or an instrument fault, never a living patient. */
  readonly reject: Limits;
  /** Adults (18 y): outside is asked once. Children: `confirm.ts`. */
  readonly confirm: Limits | undefined;
}

export interface Vital {
  readonly key: VitalKey;
  readonly loinc: string;
  /** Further codings of the same thing that US Core wants beside the first. */
  readonly also: readonly string[];
  readonly display: string;
  /** UCUM code of the stored value; empty for a date. */
  readonly ucum: string;
  readonly unit: string;
  readonly decimals: number;
  readonly parts: readonly Part[];
  readonly profile: string | undefined;
  readonly qualifiers: readonly QualifierKey[];
}

export const QUALIFIER_KEYS = [
  'arm',
  'position',
  'cuff',
  'method',
  'rhythm',
  'counted',
  'route',
  'oxygen-source',
  'posture',
  'clothing',
  'weighed',
  'pain-scale',
  'sureness',
] as const;
export type QualifierKey = (typeof QUALIFIER_KEYS)[number];

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const value = (loinc: string, display: string, reject: Limits, confirm?: Limits): readonly Part[] => [
  { name: 'value', loinc, display, reject, confirm },
];
const to = (min: number, max: number): Limits => ({ min, max });

export const VITALS: readonly Vital[] = [
  {
    key: 'blood-pressure',
    loinc: '85354-9',
    also: [],
    display: 'Blood pressure panel',
    ucum: 'mm[Hg]',
    unit: 'mmHg',
    decimals: 0,
    parts: [
      {
        name: 'systolic',
        loinc: '8480-6',
        display: 'Systolic blood pressure',
        reject: to(40, 300),
        confirm: to(80, 200),
      },
      {
        name: 'diastolic',
        loinc: '8462-4',
        display: 'Diastolic blood pressure',
        reject: to(10, 200),
        confirm: to(40, 120),
      },
    ],
    profile: `${US_CORE}us-core-blood-pressure`,
    qualifiers: ['arm', 'position', 'cuff', 'method'],
  },
  {
    key: 'pulse',
    loinc: '8867-4',
    also: [],
    display: 'Heart rate',
    ucum: '/min',
    unit: '/min',
    decimals: 0,
    parts: value('8867-4', 'Heart rate', to(20, 300), to(45, 130)),
    profile: `${US_CORE}us-core-heart-rate`,
    qualifiers: ['rhythm'],
  },
  {
    key: 'respiration',
    loinc: '9279-1',
    also: [],
    display: 'Respiratory rate',
    ucum: '/min',
    unit: '/min',
    decimals: 0,
    parts: value('9279-1', 'Respiratory rate', to(3, 90), to(8, 30)),
    profile: `${US_CORE}us-core-respiratory-rate`,
    qualifiers: ['counted'],
  },
  {
    key: 'temperature',
    loinc: '8310-5',
    also: [],
    display: 'Body temperature',
    ucum: 'Cel',
    unit: '°C',
    decimals: 1,
    parts: value('8310-5', 'Body temperature', to(30, 43.5), to(35, 40)),
    profile: `${US_CORE}us-core-body-temperature`,
    qualifiers: ['route'],
  },
  {
    key: 'oxygen',
    loinc: '59408-5',
    also: ['2708-6'],
    display: 'Oxygen saturation by pulse oximetry',
    ucum: '%',
    unit: '%',
    decimals: 0,
    parts: value('59408-5', 'Oxygen saturation', to(40, 100), to(92, 100)),
    profile: `${US_CORE}us-core-pulse-oximetry`,
    qualifiers: ['oxygen-source'],
  },
  {
    key: 'weight',
    loinc: '29463-7',
    also: [],
    display: 'Body weight',
    ucum: 'kg',
    unit: 'kg',
    decimals: 2,
    parts: value('29463-7', 'Body weight', to(0.3, 400)),
    profile: `${US_CORE}us-core-body-weight`,
    qualifiers: ['weighed', 'clothing'],
  },
  {
    key: 'height',
    loinc: '8302-2',
    also: [],
    display: 'Body height',
    ucum: 'cm',
    unit: 'cm',
    decimals: 1,
    parts: value('8302-2', 'Body height', to(30, 250)),
    profile: `${US_CORE}us-core-body-height`,
    qualifiers: ['posture'],
  },
  {
    key: 'head',
    loinc: '9843-4',
    also: [],
    display: 'Head occipital-frontal circumference',
    ucum: 'cm',
    unit: 'cm',
    decimals: 1,
    parts: value('9843-4', 'Head circumference', to(20, 65)),
    profile: `${US_CORE}us-core-head-circumference`,
    qualifiers: [],
  },
  {
    key: 'pain',
    loinc: '72514-3',
    also: [],
    display: 'Pain severity 0-10 verbal numeric rating',
    ucum: '{score}',
    unit: '/10',
    decimals: 0,
    parts: value('72514-3', 'Pain severity', to(0, 10)),
    profile: undefined,
    qualifiers: ['pain-scale'],
  },
  {
    key: 'lmp',
    loinc: '8665-2',
    also: [],
    display: 'Last menstrual period start date',
    ucum: '',
    unit: '',
    decimals: 0,
    parts: [],
    profile: undefined,
    qualifiers: ['sureness'],
  },
  {
    key: 'waist',
    loinc: '8280-0',
    also: [],
    display: 'Waist circumference at umbilicus',
    ucum: 'cm',
    unit: 'cm',
    decimals: 1,
    parts: value('8280-0', 'Waist circumference', to(20, 250)),
    profile: undefined,
    qualifiers: [],
  },
  {
    key: 'peak-flow',
    loinc: '19935-6',
    also: [],
    display: 'Peak expiratory flow',
    ucum: 'L/min',
    unit: 'L/min',
    decimals: 0,
    parts: value('19935-6', 'Peak expiratory flow', to(20, 900)),
    profile: undefined,
    qualifiers: [],
  },
];

const BY_KEY = new Map(VITALS.map((row) => [row.key, row]));

/** The row of a vital. */
export function vitalOf(key: VitalKey): Vital {
  const row = BY_KEY.get(key);
  if (!row) throw new Error(`no vital ${key}`);
  return row;
}

/** The vital a LOINC code of the record stands for, lying length (8306-3) read as height. */
export function vitalByCode(loinc: string | undefined): VitalKey | undefined {
  if (loinc === '8306-3') return 'height';
  return VITALS.find((row) => row.loinc === loinc || (loinc !== undefined && row.also.includes(loinc)))?.key;
}

/** Why a vital was not done (README V19): FHIR data-absent-reason and the key that picks it. */
export const REFUSALS = [
  { code: 'declined', absent: 'asked-declined', key: 'd' },
  { code: 'child-refused', absent: 'asked-declined', key: 'c' },
  { code: 'cannot-stand', absent: 'not-performed', key: 's' },
  { code: 'not-needed', absent: 'not-performed', key: 'n' },
  { code: 'equipment', absent: 'error', key: 'e' },
] as const;
export type RefusalReason = (typeof REFUSALS)[number]['code'];
