import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface WeekDay {
  readonly day: string;
  /** Standing appointments. */
  readonly visits: number;
}

/** How full each day of the week of `day` is, Monday first. */
export const week = viewContract<readonly WeekDay[]>()({
  name: 'scheduling/week',
  task: 'T48',
  input: z.object({ day: z.iso.date() }),
  listens: ['Appointment'],
});
