import type { Age } from '#fhir/age.ts';
import type { Judgement, Level } from './flag-vital.ts';

export interface BmiClass {
  readonly code: 'underweight' | 'healthy' | 'overweight' | 'obesity-1' | 'obesity-2' | 'obesity-3';
  readonly from: number;
  readonly level: Level;
}

/** WHO adult classes, by the lower bound in kg/m2 (README V12). */
const BMI_CLASSES: readonly BmiClass[] = [
  { code: 'obesity-3', from: 40, level: 'high' },
  { code: 'obesity-2', from: 35, level: 'high' },
  { code: 'obesity-1', from: 30, level: 'high' },
  { code: 'overweight', from: 25, level: 'high' },
  { code: 'healthy', from: 18.5, level: 'normal' },
  { code: 'underweight', from: 0, level: 'low' },
];

/** Class of a BMI: only from 20 years on and not in pregnancy (V12); never typed, always computed. */
export function judgeBmi(
  bmi: number,
  subject: { readonly age: Age | undefined; readonly pregnant: boolean },
): Judgement & { bmiClass?: BmiClass['code'] } {
  if (!subject.age || subject.age.years < 20)
    return { level: 'unjudged', because: 'bmi-under-20', rule: 'V12', facts: {} };
  if (subject.pregnant) return { level: 'unjudged', because: 'bmi-pregnant', rule: 'V12', facts: {} };
  const row = BMI_CLASSES.find((one) => bmi >= one.from);
  if (!row) return { level: 'unjudged', because: 'no-limits', rule: 'V12', facts: {} };
  return { level: row.level, because: `bmi-${row.code}`, rule: 'V12', facts: {}, bmiClass: row.code };
}
