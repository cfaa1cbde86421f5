/** How a visit stands on the day: one word and its sign. Pure. */
import { minutesLate } from '#clinic/flow/rules/waiting.ts';
import type { Visit } from '../views/day.contract.ts';

export type Standing = 'booked' | 'late' | 'here' | 'inside' | 'gone' | 'missed' | 'left';

export const SIGNS: Readonly<Record<Standing, string>> = {
  booked: '',
  late: '◔',
  here: '●',
  inside: '◆',
  gone: '✓',
  missed: '✕',
  left: '✕',
};

/** `late` is past the clinic's minutes; `now` in ms. */
export function standingOf(
  visit: Visit,
  { now, lateMinutes }: { now: number; lateMinutes: number },
): Standing {
  if (visit.stage === 'left-without-being-seen') return 'left';
  if (visit.stage === 'checked-out' || visit.status === 'fulfilled') return 'gone';
  if (visit.stage === 'arrived' || visit.stage === 'checked-in') return 'here';
  if (visit.stage) return 'inside';
  if (visit.status === 'noshow') return 'missed';
  if (visit.status === 'arrived' || visit.status === 'checked-in') return 'here';
  return minutesLate(visit.start, new Date(now)) >= lateMinutes ? 'late' : 'booked';
}
