import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface NextVisit {
  readonly appointment: string;
  readonly start: string;
  readonly provider: string;
  readonly visitType: string;
}

/** When a patient comes next: the appointments still before her, soonest first. */
export const nextVisits = viewContract<readonly NextVisit[]>()({
  name: 'scheduling/next-visits',
  task: 'T04',
  input: z.object({ patient: z.string() }),
  listens: ['Appointment'],
});
