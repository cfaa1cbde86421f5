/** Which vitals belong to this visit (README V24) and what is still missing before the hand-over (O1). */
import type { Age } from '#fhir/age.ts';
import type { VitalKey } from './vitals.ts';

export interface VitalsSubject {
  readonly age: Age | undefined;
  readonly sex: 'male' | 'female' | undefined;
  readonly pregnant: boolean;
}

interface DueRow {
  readonly vital: VitalKey;
  /** Completed months, `from` included. */
  readonly from: number;
  readonly below: number;
  readonly sex?: 'female';
  /** Asked for before the hand-over; the others are offered. */
  readonly expected: boolean;
}

const EVER = Number.POSITIVE_INFINITY;

/** In the order of the page. Source: D2 order; blood pressure from 3 years (AAP 2017), head to 36 months, LMP 12-55 y. */
const DUE_ROWS: readonly DueRow[] = [
  { vital: 'blood-pressure', from: 36, below: EVER, expected: true },
  { vital: 'blood-pressure', from: 0, below: 36, expected: false },
  { vital: 'pulse', from: 0, below: EVER, expected: true },
  { vital: 'respiration', from: 0, below: EVER, expected: true },
  { vital: 'temperature', from: 0, below: EVER, expected: true },
  { vital: 'oxygen', from: 0, below: EVER, expected: true },
  { vital: 'weight', from: 0, below: EVER, expected: true },
  { vital: 'height', from: 0, below: EVER, expected: true },
  { vital: 'head', from: 0, below: 36, expected: true },
  { vital: 'pain', from: 0, below: EVER, expected: true },
  { vital: 'lmp', from: 144, below: 660, sex: 'female', expected: false },
];

export interface DueVital {
  readonly vital: VitalKey;
  readonly expected: boolean;
}

/** The fields of the vitals grid for this patient, in order. Age unknown: as an adult. */
export function dueVitals(subject: VitalsSubject): DueVital[] {
  const months = subject.age?.totalMonths ?? 360;
  return DUE_ROWS.filter(
    (row) => months >= row.from && months < row.below && (!row.sex || row.sex === subject.sex),
  ).map(({ vital, expected }) => ({ vital, expected }));
}
