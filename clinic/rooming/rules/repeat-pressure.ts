/** When another reading is due and what the readings of one visit amount to (README V9, V11). */
import type { Age } from '#fhir/age.ts';
import type { Pressure, PressureJudgement } from './judge-pressure.ts';
import { ADULT_BANDS_FROM_YEARS, MOST_READINGS, REPEAT_AFTER_SECONDS, REPEAT_FROM } from './pressure-rows.ts';

export interface TimedPressure extends Pressure {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly position: string | undefined;
}

export interface Repeat {
  /** Milliseconds since the epoch from which the next reading may be taken. */
  readonly dueAt: number;
  readonly number: number;
  readonly because: 'first-high' | 'severe' | 'child-high';
}

/** V9: a high seated reading is repeated after a minute (severe: five), until it is not high or there are three. */
export function repeatDue(
  readings: readonly TimedPressure[],
  judged: PressureJudgement | undefined,
  subject: { readonly age: Age | undefined; readonly from?: Pressure & { readonly seconds: number } },
): Repeat | undefined {
  const seated = readings.filter(
    (reading) => reading.position === undefined || reading.position === 'seated',
  );
  const last = seated.at(-1);
  if (!last || !judged || seated.length >= MOST_READINGS) return undefined;
  const number = seated.length + 1;
  if (judged.band === 'severe')
    return { dueAt: last.at + REPEAT_AFTER_SECONDS.severe * 1000, number, because: 'severe' };
  const from = subject.from ?? { ...REPEAT_FROM, seconds: REPEAT_AFTER_SECONDS.usual };
  const dueAt = last.at + from.seconds * 1000;
  const child = subject.age !== undefined && subject.age.years < ADULT_BANDS_FROM_YEARS;
  if (child) return judged.level === 'high' ? { dueAt, number, because: 'child-high' } : undefined;
  // After a first high reading the second is asked for; a third only when the second is still high.
  const high = last.systolic >= from.systolic || last.diastolic >= from.diastolic;
  return high ? { dueAt, number, because: 'first-high' } : undefined;
}

/** Mean of the seated readings, rounded half up to whole mmHg; undefined with fewer than two. */
export function averagePressure(readings: readonly TimedPressure[]): Pressure | undefined {
  const seated = readings.filter(
    (reading) => reading.position === undefined || reading.position === 'seated',
  );
  if (seated.length < 2) return undefined;
  const mean = (pick: (one: TimedPressure) => number) =>
    Math.round(seated.reduce((sum, one) => sum + pick(one), 0) / seated.length);
  return { systolic: mean((one) => one.systolic), diastolic: mean((one) => one.diastolic) };
}

export interface Orthostatic {
  readonly systolicDrop: number;
  readonly diastolicDrop: number;
  readonly positive: boolean;
}

/** V11: last lying reading against the lowest standing one after it: a drop of 20 systolic or 10 diastolic is positive. */
export function orthostatic(readings: readonly TimedPressure[]): Orthostatic | undefined {
  const supine = readings.filter((one) => one.position === 'supine').at(-1);
  const standing = supine ? readings.filter((one) => one.position === 'standing' && one.at > supine.at) : [];
  if (!supine || standing.length === 0) return undefined;
  const systolicDrop = supine.systolic - Math.min(...standing.map((one) => one.systolic));
  const diastolicDrop = supine.diastolic - Math.min(...standing.map((one) => one.diastolic));
  return { systolicDrop, diastolicDrop, positive: systolicDrop >= 20 || diastolicDrop >= 10 };
}
