import { Temporal } from '#fhir/temporal.ts';
import type { Judgement } from './flag-vital.ts';

/** Days since the last period from which pregnancy is asked about (README V22). */
const ASK_PREGNANCY_AFTER_DAYS = 35;

/** V22: judges a last menstrual period (FHIR date) on `today`. In the future, or before age 8: refused as a slip by the caller. */
export function judgeLmp(date: string, today: string): Judgement & { daysAgo: number } {
  const daysAgo = Temporal.PlainDate.from(date).until(Temporal.PlainDate.from(today)).days;
  const late = daysAgo > ASK_PREGNANCY_AFTER_DAYS;
  return {
    level: late ? 'high' : 'normal',
    because: late ? 'ask-pregnancy' : 'within',
    rule: 'V22',
    facts: { days: daysAgo },
    daysAgo,
  };
}
