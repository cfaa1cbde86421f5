/**
 * Qualifiers of vitals (README V20): each choice is one letter. The first choice of a row is what the room assumes and
 * shows, so that an ordinary reading costs no key. SNOMED CT codes where the meaning is certain, else our own code.
 */
import type { Age } from '#fhir/age.ts';
import type { QualifierKey } from './vitals.ts';

interface QualifierChoice {
  readonly code: string;
  readonly key: string;
  readonly snomed?: string;
}

/** Where the choice is kept on the Observation. */
type QualifierPlace = 'bodySite' | 'method' | 'component';

export interface QualifierRow {
  readonly place: QualifierPlace;
  /** LOINC of the component, when it is one. */
  readonly loinc?: string;
  readonly choices: readonly QualifierChoice[];
}

export const QUALIFIERS: Readonly<Record<QualifierKey, QualifierRow>> = {
  arm: {
    place: 'bodySite',
    choices: [
      { code: 'left-arm', key: 'l', snomed: '368208006' },
      { code: 'right-arm', key: 'r', snomed: '368209003' },
      { code: 'leg', key: 'g' },
      { code: 'wrist', key: 'w' },
    ],
  },
  position: {
    place: 'component',
    loinc: '8361-8',
    choices: [
      { code: 'seated', key: 'e', snomed: '33586001' },
      { code: 'supine', key: 's', snomed: '40199007' },
      { code: 'standing', key: 't', snomed: '10904000' },
    ],
  },
  cuff: {
    place: 'component',
    loinc: '8358-4',
    choices: [
      { code: 'adult', key: 'a' },
      { code: 'small-adult', key: 'm' },
      { code: 'large-adult', key: 'b' },
      { code: 'extra-large', key: 'z' },
      { code: 'child', key: 'c' },
      { code: 'infant', key: 'i' },
    ],
  },
  method: {
    place: 'method',
    loinc: '8357-6',
    choices: [
      { code: 'automatic', key: 'o' },
      { code: 'manual', key: 'n' },
    ],
  },
  rhythm: {
    place: 'component',
    loinc: '8884-9',
    choices: [
      { code: 'regular', key: 'r' },
      { code: 'irregular', key: 'i' },
    ],
  },
  counted: {
    place: 'method',
    choices: [
      { code: 'counted-30', key: 't' },
      { code: 'counted-60', key: 's' },
    ],
  },
  route: {
    place: 'bodySite',
    loinc: '8327-9',
    choices: [
      { code: 'oral', key: 'o', snomed: '74262004' },
      { code: 'temporal', key: 't' },
      { code: 'tympanic', key: 'y', snomed: '42859004' },
      { code: 'axillary', key: 'a', snomed: '91470000' },
      { code: 'rectal', key: 'r', snomed: '34402009' },
    ],
  },
  'oxygen-source': {
    place: 'method',
    choices: [
      { code: 'room-air', key: 'r' },
      { code: 'on-oxygen', key: 'o' },
    ],
  },
  posture: {
    place: 'method',
    choices: [
      { code: 'standing', key: 's' },
      { code: 'lying', key: 'y' },
      { code: 'stated', key: 'd' },
    ],
  },
  clothing: {
    place: 'component',
    loinc: '8352-7',
    choices: [
      { code: 'clothed', key: 'c' },
      { code: 'light', key: 'h' },
      { code: 'unclothed', key: 'u' },
    ],
  },
  weighed: {
    place: 'method',
    choices: [
      { code: 'measured', key: 'm' },
      { code: 'stated', key: 'd' },
    ],
  },
  'pain-scale': {
    place: 'method',
    choices: [
      { code: 'numeric', key: 'n' },
      { code: 'faces', key: 'f' },
      { code: 'flacc', key: 'l' },
    ],
  },
  sureness: {
    place: 'method',
    choices: [
      { code: 'sure', key: 's' },
      { code: 'unsure', key: 'u' },
    ],
  },
};

/** What the room assumes before anyone says otherwise: infants lie, are counted for 60 s and weighed naked. */
export function assumedQualifier(key: QualifierKey, age: Age | undefined): string {
  const years = age?.years ?? 18;
  if (key === 'posture') return years < 2 ? 'lying' : 'standing';
  if (key === 'counted') return years < 1 ? 'counted-60' : 'counted-30';
  if (key === 'clothing') return years < 2 ? 'unclothed' : 'clothed';
  if (key === 'cuff') return years < 1 ? 'infant' : years < 10 ? 'child' : 'adult';
  if (key === 'route') return years < 3 ? 'axillary' : 'oral';
  if (key === 'pain-scale') return years < 3 ? 'flacc' : years < 8 ? 'faces' : 'numeric';
  const row = QUALIFIERS[key];
  return row.choices[0]?.code ?? '';
}

/** Cuff by mid-arm circumference in cm (AHA sizes): undefined outside 22-52 cm. */
export function cuffForArm(cm: number): string | undefined {
  if (cm < 22 || cm > 52) return undefined;
  if (cm < 27) return 'small-adult';
  if (cm < 35) return 'adult';
  return cm < 45 ? 'large-adult' : 'extra-large';
}
