import type { Age } from '#fhir/age.ts';
import type { Judgement, Level } from './flag-vital.ts';
import {
  ADULT_BANDS,
  ADULT_BANDS_FROM_YEARS,
  ADULT_LOW,
  type AdultBand,
  CHILD_CUTS,
  CHILD_SCREEN,
  PREGNANCY_SEVERE,
} from './pressure-rows.ts';

export interface Pressure {
  readonly systolic: number;
  readonly diastolic: number;
}

export interface PressureSubject {
  readonly age: Age | undefined;
  readonly sex: 'male' | 'female' | undefined;
  /** Pregnant, or less than six weeks after birth. */
  readonly pregnant: boolean;
}

type PressureBand =
  | 'low'
  | 'normal'
  | 'elevated'
  | 'stage-1'
  | 'stage-2'
  | 'severe'
  | 'child-screen'
  | 'unjudged';

export interface PressureJudgement extends Judgement {
  readonly band: PressureBand;
  readonly notifyNow: boolean;
}

const reaches = (pressure: Pressure, row: { systolic: number; diastolic: number }): boolean =>
  pressure.systolic >= row.systolic || pressure.diastolic >= row.diastolic;

/** The band of one reading by the worse of its numbers (V7), pregnancy (V8) and children (V10). Total: says unjudged. */
export function judgePressure(pressure: Pressure, subject: PressureSubject): PressureJudgement {
  const { age } = subject;
  if (!age) return unjudged('age-unknown');
  if (subject.pregnant && reaches(pressure, PREGNANCY_SEVERE))
    return {
      ...said('severe', pressure, PREGNANCY_SEVERE),
      because: 'pregnancy-severe',
      rule: 'V8',
      redFlag: 'severe-pressure-pregnancy',
    };
  if (age.years >= ADULT_BANDS_FROM_YEARS) return adult(pressure);
  if (age.years < 1) return unjudged('pressure-under-one');
  return child(pressure, age.years, subject.sex);
}

function adult(pressure: Pressure): PressureJudgement {
  const band = ADULT_BANDS.find((row) => reaches(pressure, row));
  if (band && band.level !== 'elevated') return said(band.level, pressure, band);
  if (pressure.systolic < ADULT_LOW.systolic || pressure.diastolic < ADULT_LOW.diastolic)
    return said('low', pressure, ADULT_LOW);
  return band ? said(band.level, pressure, band) : said('normal', pressure, { systolic: 120, diastolic: 80 });
}

function child(pressure: Pressure, years: number, sex: 'male' | 'female' | undefined): PressureJudgement {
  const cut = CHILD_CUTS.find((row) => reaches(pressure, row));
  if (cut) return { ...said(cut.level, pressure, cut), rule: 'V10' };
  if (pressure.systolic < Math.min(70 + 2 * years, 90))
    return {
      ...said('low', pressure, { systolic: Math.min(70 + 2 * years, 90), diastolic: 0 }),
      rule: 'V10',
    };
  const row = CHILD_SCREEN[years];
  if (!row || !sex) return unjudged('sex-unknown');
  const screen =
    sex === 'male' ? { systolic: row[0], diastolic: row[1] } : { systolic: row[2], diastolic: row[3] };
  if (!reaches(pressure, screen)) return { ...said('normal', pressure, screen), rule: 'V10' };
  // At or above the 90th percentile only for short children: the exact band needs the height percentile tables.
  return {
    band: 'child-screen',
    level: 'high',
    because: 'child-screen',
    rule: 'V10',
    notifyNow: false,
    facts: { ...pressure, limit: `${screen.systolic}/${screen.diastolic}` },
  };
}

const LEVELS: Readonly<Record<AdultBand['level'], Level>> = {
  low: 'low',
  normal: 'normal',
  elevated: 'high',
  'stage-1': 'high',
  'stage-2': 'high',
  severe: 'critical-high',
};

function said(
  band: AdultBand['level'],
  pressure: Pressure,
  row: { systolic: number; diastolic: number },
): PressureJudgement {
  return {
    band,
    level: LEVELS[band],
    because: `pressure-${band}`,
    rule: 'V7',
    notifyNow: band === 'severe',
    facts: { ...pressure, limit: limitText(row) },
    ...(band === 'severe' ? { redFlag: 'severe-pressure' } : {}),
  };
}

const limitText = (row: { systolic: number; diastolic: number }): string =>
  Number.isFinite(row.diastolic) ? `${row.systolic}/${row.diastolic}` : `${row.systolic}`;

const unjudged = (because: string): PressureJudgement => ({
  band: 'unjudged',
  level: 'unjudged',
  because,
  rule: 'V10',
  notifyNow: false,
  facts: {},
});
