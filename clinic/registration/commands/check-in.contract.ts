import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { CONFIRMED } from '../rules/fields.ts';

/** [R10] Checks a patient in: what she confirmed, the copay, the notice. Both identifiers must have been heard. */
export const checkIn = contract<{ stage: string }>()({
  name: 'registration/check-in',
  task: 'T04',
  input: z.object({
    encounter: z.string(),
    /** What the patient stated herself. */
    heard: z.object({ name: z.boolean(), birthDate: z.boolean() }),
    confirmed: z.array(z.enum(CONFIRMED)).max(CONFIRMED.length),
    /** Integer cents; absent when none is due or it was not asked. */
    copayCents: z.number().int().min(0).max(1_000_000).optional(),
  }),
  refusals: ['identity-not-heard', 'visit-over', 'already-checked-in'],
  undoable: true,
});
