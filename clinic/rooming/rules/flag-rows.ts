/**
 * When a vital is marked (README V4-V6), as rows: `from` and `below` are completed months of age, `from` included. Below
 * `low` is low, below `criticalLow` critical; `above` is exclusive, `highFrom` inclusive, as the sources state them.
 * Sources: D2 vital table (adults), D2 child ranges awake (PALS-style bands), D2 infant temperature rules.
 */
import type { VitalKey } from './vitals.ts';

export interface FlagRow {
  readonly vital: VitalKey;
  readonly from: number;
  readonly below: number;
  readonly criticalLow?: number;
  readonly low?: number;
  readonly above?: number;
  readonly highFrom?: number;
  readonly criticalAbove?: number;
  readonly criticalFrom?: number;
  readonly rule: string;
}

const EVER = Number.POSITIVE_INFINITY;
/** 18 years in months. */
const ADULT_MONTHS = 216;
/** Months by which every vital is judged or explicitly not. */
const band = (vital: VitalKey, from: number, below: number, low: number, above: number): FlagRow => ({
  vital,
  from,
  below,
  low,
  above,
  rule: 'V5',
});

export const FLAG_ROWS: readonly FlagRow[] = [
  band('pulse', 0, 3, 110, 160),
  band('pulse', 3, 12, 100, 150),
  band('pulse', 12, 36, 90, 140),
  band('pulse', 36, 72, 80, 120),
  band('pulse', 72, 144, 70, 110),
  band('pulse', 144, ADULT_MONTHS, 60, 100),
  {
    vital: 'pulse',
    from: ADULT_MONTHS,
    below: EVER,
    criticalLow: 40,
    low: 50,
    above: 110,
    criticalAbove: 130,
    rule: 'V4',
  },
  band('respiration', 0, 3, 30, 55),
  band('respiration', 3, 12, 25, 45),
  band('respiration', 12, 36, 20, 30),
  band('respiration', 36, 72, 20, 25),
  band('respiration', 72, 144, 14, 22),
  band('respiration', 144, ADULT_MONTHS, 12, 18),
  { vital: 'respiration', from: ADULT_MONTHS, below: EVER, low: 10, above: 24, rule: 'V4' },
  { vital: 'temperature', from: 0, below: EVER, low: 35, highFrom: 38, criticalFrom: 40, rule: 'V4' },
  { vital: 'oxygen', from: 0, below: EVER, criticalLow: 90, low: 95, rule: 'V4' },
  { vital: 'pain', from: 0, below: EVER, highFrom: 7, rule: 'V22' },
];

/** Vitals that no row marks, and why: said on the screen instead of an unearned "normal". */
export const UNJUDGED: Readonly<Partial<Record<VitalKey, string>>> = {
  weight: 'judged-by-change',
  height: 'judged-by-change',
  head: 'judged-by-growth',
  lmp: 'judged-by-date',
  waist: 'no-limits',
  'peak-flow': 'needs-personal-best',
  'blood-pressure': 'judged-by-pressure',
};

/** Infants up to 60 days: fever of 38.0 °C; up to 90 days: below 36.0 °C (README V6). */
export const INFANT_FEVER = { days: 60, from: 38 } as const;
export const INFANT_COLD = { days: 90, below: 36 } as const;
