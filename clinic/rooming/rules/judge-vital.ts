/** One door to every judgement of a vital, asked by the screen before and the server after (README V2-V12, V22, V25). */
import type { Age } from '#fhir/age.ts';
import { flagOxygen, flagVital, type Judgement } from './flag-vital.ts';
import { judgeLmp } from './judge-lmp.ts';
import { judgePressure } from './judge-pressure.ts';
import type { OxygenTarget } from './oxygen-target.ts';
import type { Qualifiers } from './vital-observation.ts';
import type { VitalKey } from './vitals.ts';

export interface VitalSubject {
  readonly age: Age | undefined;
  readonly sex: 'male' | 'female' | undefined;
  readonly pregnant: boolean;
  /** Saturation a provider ordered; without one the limits of the table hold. */
  readonly oxygenTarget: OxygenTarget | undefined;
  /** Clinic's day, FHIR date. */
  readonly today: string;
}

/** Judges canonical numbers, or a date for LMP. */
export function judgeVital(
  vital: VitalKey,
  value: {
    readonly numbers: readonly number[];
    readonly date?: string | undefined;
    readonly qualifiers?: Qualifiers;
  },
  subject: VitalSubject,
): Judgement {
  const [first, second] = value.numbers;
  if (vital === 'lmp')
    return value.date
      ? judgeLmp(value.date, subject.today)
      : { level: 'unjudged', because: 'judged-by-date', rule: 'V22', facts: {} };
  if (vital === 'blood-pressure' && first !== undefined && second !== undefined)
    return judgePressure({ systolic: first, diastolic: second }, subject);
  if (vital === 'oxygen' && first !== undefined && subject.oxygenTarget)
    return flagOxygen(first, subject.oxygenTarget, value.qualifiers?.['oxygen-source']);
  return first === undefined
    ? { level: 'unjudged', because: 'no-limits', rule: 'V4', facts: {} }
    : flagVital(vital, first, subject.age);
}
