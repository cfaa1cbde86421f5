import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { day, time } from './book-visit.contract.ts';

/** Moves a booked visit to another time or provider. */
export const moveVisit = contract<{ start: string }>()({
  name: 'scheduling/move-visit',
  task: 'T01',
  input: z.object({
    appointment: z.string(),
    provider: z.string(),
    day,
    time,
    double: z.string().trim().min(3).max(200).optional(),
  }),
  refusals: ['slot-taken', 'patient-busy', 'no-such-time', 'not-a-provider', 'already-here', 'in-the-past'],
  undoable: true,
});
