import { z } from 'zod';
import { contract } from '#capability/contract.ts';

export const day = z.iso.date();
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Books a visit. `double` says why two may overlap. Minutes come from the visit type unless given. */
export const bookVisit = contract<{ appointment: string; start: string }>()({
  name: 'scheduling/book-visit',
  task: 'T01',
  input: z.object({
    patient: z.string(),
    provider: z.string(),
    visitType: z.string(),
    day,
    time,
    minutes: z.number().int().min(5).max(480).multipleOf(5).optional(),
    reason: z.string().trim().max(300).default(''),
    double: z.string().trim().min(3).max(200).optional(),
  }),
  refusals: [
    'slot-taken',
    'patient-busy',
    'no-such-time',
    'no-such-visit-type',
    'not-a-provider',
    'in-the-past',
    'deceased',
  ],
  undoable: true,
});
