/**
 * Values that a living patient can have but that are more often a slip: asked once, in place (README V3, V13, V18, V23, V25).
 * The second Enter says "yes, so it is" and the value is kept with the reason it was asked.
 */
import type { Age } from '#fhir/age.ts';
import { chartMonths } from '#fhir/age.ts';
import { flagRow } from './flag-vital.ts';
import { growth, linesCrossed } from './growth/growth.ts';
import type { GrowthMeasure, GrowthSex } from './growth/tables.ts';
import type { OxygenTarget } from './oxygen-target.ts';
import { type VitalKey, vitalOf } from './vitals.ts';

export interface Earlier {
  readonly numbers: readonly number[];
  /** Whole days before now. */
  readonly daysAgo: number;
}

export interface ConfirmSubject {
  readonly age: Age | undefined;
  readonly sex: GrowthSex | undefined;
  /** Last value of this vital before this visit. */
  readonly last: Earlier | undefined;
  readonly oxygenTarget?: OxygenTarget | undefined;
}

export interface Question {
  readonly because:
    | 'unusually-high'
    | 'unusually-low'
    | 'transposed'
    | 'weight-change'
    | 'weight-doubled'
    | 'pounds-for-kilograms'
    | 'kilograms-for-pounds'
    | 'height-change'
    | 'percentiles-crossed'
    | 'implausible-growth';
  readonly rule: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Change of weight that is asked about (V13). */
const WEIGHT_CHANGE = 0.1;
/** Twice or half the last weight, however long ago: nobody's, or a slip that a dose would follow (V13). */
const GROSS_RATIO = 2;
/** Change of an adult's height in cm that is asked about (V13). */
const HEIGHT_CHANGE_CM = 2;
const KG_PER_LB = 0.45359237;

/** The first question a value raises, or undefined: most telling first, so that a swap is named as a swap. */
export function questionOf(
  vital: VitalKey,
  numbers: readonly number[],
  subject: ConfirmSubject,
): Question | undefined {
  if (vital === 'blood-pressure')
    return transposed(numbers, subject.last) ?? beyond(vital, numbers, subject.age);
  const [value] = numbers;
  if (value === undefined) return undefined;
  if (vital === 'weight')
    return (
      unitSlip(value, subject) ??
      childGrowth('weight', value, subject) ??
      weightChange(value, subject) ??
      grossChange(value, subject)
    );
  if (vital === 'height') return heightChange(value, subject) ?? childGrowth('length', value, subject);
  if (vital === 'head') return childGrowth('head', value, subject);
  // What a provider ordered is expected: 89 of 88 to 92 is no surprise.
  const { oxygenTarget: target } = subject;
  if (vital === 'oxygen' && target && value >= target.low) return undefined;
  return beyond(vital, numbers, subject.age);
}

/** V3: outside the confirm limits. Children: adults' limits would ask at every infant, so 30 % beyond their own band. */
function beyond(vital: VitalKey, numbers: readonly number[], age: Age | undefined): Question | undefined {
  for (const [index, part] of vitalOf(vital).parts.entries()) {
    const number = numbers[index];
    const limits = confirmLimits(vital, index, age) ?? part.confirm;
    if (number === undefined || !limits) continue;
    if (number > limits.max)
      return { because: 'unusually-high', rule: 'V3', facts: { part: part.name, limit: limits.max } };
    if (number < limits.min)
      return { because: 'unusually-low', rule: 'V3', facts: { part: part.name, limit: limits.min } };
  }
  return undefined;
}

/** Limits for children (house rule): 30 % beyond the band of pulse and breathing; 50-140 over 25-95 mmHg. */
function confirmLimits(vital: VitalKey, index: number, age: Age | undefined) {
  if (!age || age.years >= 13) return undefined;
  if (vital === 'blood-pressure') return index === 0 ? { min: 50, max: 140 } : { min: 25, max: 95 };
  if (vital !== 'pulse' && vital !== 'respiration') return undefined;
  const row = flagRow(vital, age.totalMonths);
  if (row?.low === undefined || row.above === undefined) return undefined;
  return { min: Math.floor(row.low * 0.7), max: Math.ceil(row.above * 1.3) };
}

/** V23: the systolic is far from the last one (40 or more), and swapping two of its digits would bring it near (10). */
function transposed(numbers: readonly number[], last: Earlier | undefined): Question | undefined {
  const [systolic, diastolic] = numbers;
  const [before, beforeDiastolic] = last?.numbers ?? [];
  if (systolic === undefined || before === undefined || diastolic === undefined) return undefined;
  if (Math.abs(systolic - before) < 40) return undefined;
  const near = swaps(systolic).find((other) => Math.abs(other - before) <= 10 && other > diastolic);
  const facts = { systolic, before: `${before}/${beforeDiastolic ?? ''}` };
  return near === undefined
    ? undefined
    : { because: 'transposed', rule: 'V23', facts: { ...facts, meant: `${near}/${diastolic}` } };
}

function swaps(number: number): number[] {
  const digits = [...String(number)];
  const found: number[] = [];
  for (let a = 0; a < digits.length; a++)
    for (let b = a + 1; b < digits.length; b++) {
      const copy = [...digits];
      [copy[a], copy[b]] = [digits[b] ?? '', digits[a] ?? ''];
      const swapped = Number(copy.join(''));
      if (swapped !== number) found.push(swapped);
    }
  return found;
}

/** V13: 22 lb typed as 22 kg: the number fits the last weight, or the child's age, only in the other unit. */
function unitSlip(kg: number, { last, age, sex }: ConfirmSubject): Question | undefined {
  const before = last?.numbers[0];
  const facts = { kg: shown(kg), lb: shown(kg / KG_PER_LB) };
  if (before !== undefined && last && last.daysAgo <= 730) {
    const near = (value: number) => Math.abs(value - before) / before <= 0.15;
    if (near(kg)) return undefined;
    if (near(kg * KG_PER_LB)) return { because: 'pounds-for-kilograms', rule: 'V13', facts };
    if (near(kg / KG_PER_LB)) return { because: 'kilograms-for-pounds', rule: 'V13', facts };
    return undefined;
  }
  if (!age || !sex || age.years >= 20) return undefined;
  const place = (value: number) =>
    growth({ measure: 'weight', sex, months: chartMonths(age), value })?.z ?? 0;
  if (Math.abs(place(kg)) <= 3) return undefined;
  if (Math.abs(place(kg * KG_PER_LB)) < 2.5) return { because: 'pounds-for-kilograms', rule: 'V13', facts };
  if (Math.abs(place(kg / KG_PER_LB)) < 2.5) return { because: 'kilograms-for-pounds', rule: 'V13', facts };
  return undefined;
}

function weightChange(kg: number, { last, age }: ConfirmSubject): Question | undefined {
  const before = last?.numbers[0];
  if (before === undefined || !last) return undefined;
  // A growing child gains 10 % in a season; its percentile tells more (childGrowth).
  if (age && age.years < 18 && last.daysAgo > 60) return undefined;
  const change = (kg - before) / before;
  if (Math.abs(change) <= WEIGHT_CHANGE) return undefined;
  return {
    because: 'weight-change',
    rule: 'V13',
    facts: { percent: Math.round(change * 100), before: shown(before) },
  };
}

/**
 * V13: at least twice or at most half the last weight, whatever its age and the patient's. A toddler not weighed for two
 * years may have doubled; asking once costs a key, and the doses of children hang on this number.
 */
function grossChange(kg: number, { last }: ConfirmSubject): Question | undefined {
  const before = last?.numbers[0];
  if (before === undefined || before <= 0) return undefined;
  if (kg < before * GROSS_RATIO && kg > before / GROSS_RATIO) return undefined;
  return {
    because: 'weight-doubled',
    rule: 'V13',
    facts: { kg: shown(kg), before: shown(before) },
  };
}

function heightChange(cm: number, { last, age }: ConfirmSubject): Question | undefined {
  const before = last?.numbers[0];
  if (before === undefined || !age || age.years < 20) return undefined;
  if (Math.abs(cm - before) <= HEIGHT_CHANGE_CM) return undefined;
  return {
    because: 'height-change',
    rule: 'V13',
    facts: { before: shown(before), difference: shown(cm - before) },
  };
}

/** V14, V18: two major percentile lines crossed since last time, or a z nobody believes. */
function childGrowth(
  measure: GrowthMeasure,
  value: number,
  { age, sex, last }: ConfirmSubject,
): Question | undefined {
  if (!age || !sex || age.years >= 20) return undefined;
  const months = chartMonths(age);
  const now = growth({ measure, sex, months, value });
  if (!now) return undefined;
  if (now.implausible) return { because: 'implausible-growth', rule: 'V18', facts: { z: shown(now.z) } };
  const before = last?.numbers[0];
  if (before === undefined || !last) return undefined;
  const then = growth({ measure, sex, months: months - last.daysAgo / 30.4375, value: before });
  if (!then || linesCrossed(then.percentile, now.percentile) < 2) return undefined;
  return {
    because: 'percentiles-crossed',
    rule: 'V14',
    facts: { from: Math.round(then.percentile), to: Math.round(now.percentile) },
  };
}

const shown = (number: number): number => Math.round(number * 10) / 10;
