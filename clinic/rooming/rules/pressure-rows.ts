/**
 * Blood pressure tables (README V7-V10). Adult bands: ACC/AHA as in D2. Child screening values: AAP 2017 clinical practice
 * guideline, table 6 (90th percentile at the 5th height percentile: below it every child is below the 90th). Child cut
 * points: AAP 2017 table 3, the fixed alternative to the 95th percentile. Child low: PALS hypotension, 70 + 2 x years.
 */
export interface AdultBand {
  readonly level: 'low' | 'normal' | 'elevated' | 'stage-1' | 'stage-2' | 'severe';
  /** Reached from this value on by either number; the worse counts. `low` is below. */
  readonly systolic: number;
  readonly diastolic: number;
}

/** Worst first. Elevated is by systolic alone: with a diastolic of 80 it is stage 1. */
export const ADULT_BANDS: readonly AdultBand[] = [
  { level: 'severe', systolic: 180, diastolic: 120 },
  { level: 'stage-2', systolic: 140, diastolic: 90 },
  { level: 'stage-1', systolic: 130, diastolic: 80 },
  { level: 'elevated', systolic: 120, diastolic: Number.POSITIVE_INFINITY },
];
export const ADULT_LOW = { systolic: 90, diastolic: 60 } as const;
/** From this many completed years adult bands hold (AAP 2017). */
export const ADULT_BANDS_FROM_YEARS = 13;
/** In pregnancy and postpartum (D3). */
export const PREGNANCY_SEVERE = { systolic: 160, diastolic: 110 } as const;

export const CHILD_CUTS: readonly AdultBand[] = [
  { level: 'stage-2', systolic: 140, diastolic: 90 },
  { level: 'stage-1', systolic: 130, diastolic: 80 },
  { level: 'elevated', systolic: 120, diastolic: 80 },
];

/** Completed years -> [boys systolic, boys diastolic, girls systolic, girls diastolic]. */
export const CHILD_SCREEN: Readonly<Record<number, readonly [number, number, number, number]>> = {
  1: [98, 52, 98, 54],
  2: [100, 55, 101, 58],
  3: [101, 58, 102, 60],
  4: [102, 60, 103, 62],
  5: [103, 63, 104, 64],
  6: [105, 66, 105, 67],
  7: [106, 68, 106, 68],
  8: [107, 69, 107, 69],
  9: [107, 70, 108, 71],
  10: [108, 72, 109, 72],
  11: [110, 74, 111, 74],
  12: [113, 75, 114, 75],
};

/** Seconds to wait before the next reading (V9): AHA at least one minute, five when severe. */
export const REPEAT_AFTER_SECONDS = { usual: 60, severe: 300 } as const;
export const MOST_READINGS = 3;
/** From here an adult's first reading is repeated; a clinic may set 130/80. */
export const REPEAT_FROM = { systolic: 140, diastolic: 90 } as const;
