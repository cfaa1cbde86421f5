/** Where a child stands on the growth charts (README V14-V18). */
import { atZ, type Lms, normalCdf, percentileOf, zOf, zScore } from './lms.ts';
import { chartAt, type GrowthChart, type GrowthMeasure, type GrowthSex, lmsAt } from './tables.ts';

export interface GrowthInput {
  readonly measure: GrowthMeasure;
  readonly sex: GrowthSex;
  /** Age in months of 30.4375 days (corrected for preterm birth if the caller does). */
  readonly months: number;
  /** kg, cm or kg/m2. */
  readonly value: number;
  /** cm, for weight-for-length only. */
  readonly length?: number;
}

export interface Growth {
  readonly chart: GrowthChart;
  readonly z: number;
  /** 0-100. */
  readonly percentile: number;
  /** BMI from the 95th percentile on, by the extended method: share of the 95th percentile in %. */
  readonly percentOf95?: number;
  /** V18: beyond what growth programmes believe; shown as a question, never dropped. */
  readonly implausible: boolean;
}

/** z limits beyond which a measurement is more likely a slip (WHO/CDC data cleaning; D2). */
const IMPLAUSIBLE_Z: Readonly<Record<GrowthMeasure, readonly [number, number]>> = {
  weight: [-5, 8],
  length: [-5, 4],
  bmi: [-4, 8],
  head: [-5, 5],
  'weight-for-length': [-4, 8],
};

/** z and percentile of one measurement; undefined outside the charts (20 y and older, or a length off the table). */
export function growth(input: GrowthInput): Growth | undefined {
  const chart = chartAt(input.months);
  if (!chart || !(input.value > 0)) return undefined;
  const x = input.measure === 'weight-for-length' ? input.length : input.months;
  const lms = x === undefined ? undefined : lmsAt(chart, input.measure, { sex: input.sex, x });
  if (!lms) return undefined;
  const extended =
    chart === 'cdc' && input.measure === 'bmi' ? extendedBmi(input.value, lms, input) : undefined;
  const z =
    extended?.z ??
    (chart === 'who' && input.measure !== 'length' && input.measure !== 'head'
      ? whoZ(input.value, lms)
      : zScore(input.value, lms));
  const [low, high] = IMPLAUSIBLE_Z[input.measure];
  return {
    chart,
    z,
    percentile: extended?.percentile ?? percentileOf(z),
    implausible: z < low || z > high,
    ...(extended ? { percentOf95: extended.percentOf95 } : {}),
  };
}

/** V15: WHO weight indicators beyond ±3 SD go on in steps of the distance between SD2 and SD3, never by the LMS tail. */
function whoZ(x: number, lms: Lms): number {
  const z = zScore(x, lms);
  if (z > 3) return 3 + (x - atZ(3, lms)) / (atZ(3, lms) - atZ(2, lms));
  if (z < -3) return -3 + (x - atZ(-3, lms)) / (atZ(-2, lms) - atZ(-3, lms));
  return z;
}

/** Dispersion of BMI above the 95th percentile by age in years (CDC extended BMI-for-age, December 2022). */
export function extendedSigma(sex: GrowthSex, years: number): number {
  return sex === 'male'
    ? 0.3728 + 0.5196 * years - 0.0091 * years ** 2
    : 0.8334 + 0.3712 * years - 0.0011 * years ** 2;
}

/** V16: percentile of a BMI above the 95th percentile `p95`: 90 + 10 * Phi((BMI - P95) / sigma). */
export const extendedPercentile = (bmi: number, p95: number, sigma: number): number =>
  90 + 10 * normalCdf((bmi - p95) / sigma);

function extendedBmi(bmi: number, lms: Lms, at: { sex: GrowthSex; months: number }) {
  const p95 = atZ(zOf(95), lms);
  if (bmi < p95) return undefined;
  const percentile = extendedPercentile(bmi, p95, extendedSigma(at.sex, at.months / 12));
  // Phi saturates above z 8; a chart needs no more.
  return { percentile, z: zOf(Math.min(percentile, 100 - 1e-12)), percentOf95: (bmi / p95) * 100 };
}

/** V17: age corrected for birth before 37 weeks, until 24 months: less the days missing to 40 weeks. */
export function correctedMonths(months: number, gestationDays: number | undefined): number | undefined {
  if (gestationDays === undefined || gestationDays >= 37 * 7 || months >= 24) return undefined;
  return months - (280 - gestationDays) / 30.4375;
}

/** Lines drawn on a chart. */
export const PERCENTILE_LINES = [5, 10, 25, 50, 75, 90, 95] as const;

/** How many percentile lines lie between two percentiles. */
export const linesCrossed = (before: number, after: number): number =>
  PERCENTILE_LINES.filter((line) => line > Math.min(before, after) && line <= Math.max(before, after)).length;
