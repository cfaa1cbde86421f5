import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { INTERVAL_UNITS } from '../rules/follow-up.ts';

/** [K1] Asks for a follow-up; asked again it replaces the earlier request of this visit. */
export const requestFollowUp = contract<{ order: string; start: string; end: string }>()({
  name: 'checkout/request-follow-up',
  task: 'T01',
  input: z.object({
    encounter: z.string(),
    count: z.number().int().min(1).max(400),
    unit: z.enum(INTERVAL_UNITS),
    reason: z.string().trim().max(300),
  }),
  refusals: ['visit-over'],
  undoable: true,
});
