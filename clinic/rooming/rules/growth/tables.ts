import cdcData from './cdc-lms.json' with { type: 'json' };
import type { Lms } from './lms.ts';
import whoData from './who-lms.json' with { type: 'json' };

export type GrowthMeasure = 'weight' | 'length' | 'bmi' | 'head' | 'weight-for-length';
export type GrowthSex = 'male' | 'female';
export type GrowthChart = 'who' | 'cdc';
type Rows = readonly (readonly number[])[];
type Table = Readonly<Record<string, Readonly<Record<string, Rows>>>>;

const TABLES: Readonly<Record<GrowthChart, Table>> = { who: whoData, cdc: cdcData };
const NAMES: Readonly<Record<GrowthChart, Readonly<Partial<Record<GrowthMeasure, string>>>>> = {
  who: {
    weight: 'weight-for-age',
    length: 'length-for-age',
    bmi: 'bmi-for-age',
    head: 'headcirc-for-age',
    'weight-for-length': 'weight-for-length',
  },
  cdc: {
    weight: 'weight-for-age',
    length: 'stature-for-age',
    bmi: 'bmi-for-age',
    head: 'headcirc-for-age',
    'weight-for-length': 'weight-for-stature',
  },
};

/** WHO until 24.0 months, CDC from there to below 240 (D2); undefined for adults. */
export function chartAt(months: number): GrowthChart | undefined {
  if (months < 0 || months >= 240) return undefined;
  return months < 24 ? 'who' : 'cdc';
}

/** All rows `[x, L, M, S]` of one curve: x is months, or centimetres for weight-for-length. */
export function curve(chart: GrowthChart, measure: GrowthMeasure, sex: GrowthSex): Rows {
  const name = NAMES[chart][measure];
  return (name && TABLES[chart][name]?.[sex === 'male' ? 'M' : 'F']) || [];
}

/**
 * L, M and S at x by straight-line interpolation between the neighbouring rows, as CDC's own program does; undefined
 * outside the table.
 */
export function lmsAt(
  chart: GrowthChart,
  measure: GrowthMeasure,
  at: { sex: GrowthSex; x: number },
): Lms | undefined {
  const rows = curve(chart, measure, at.sex);
  const above = rows.findIndex((row) => (row[0] ?? Number.NaN) >= at.x);
  const [x1 = Number.NaN, l1 = 0, m1 = 0, s1 = 0] = rows[above] ?? [];
  if (x1 === at.x) return { l: l1, m: m1, s: s1 };
  if (above < 1) return undefined;
  const [x0 = 0, l0 = 0, m0 = 0, s0 = 0] = rows[above - 1] ?? [];
  const share = (at.x - x0) / (x1 - x0);
  const between = (from: number, to: number) => from + (to - from) * share;
  return { l: between(l0, l1), m: between(m0, m1), s: between(s0, s1) };
}
