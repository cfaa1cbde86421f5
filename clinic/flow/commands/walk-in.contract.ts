import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** Somebody came without an appointment: one is made for now, and she has arrived. */
export const walkIn = contract<{ encounter: string; appointment: string }>()({
  name: 'flow/walk-in',
  task: 'T01',
  input: z.object({
    patient: z.string(),
    provider: z.string(),
    visitType: z.string(),
    reason: z.string().trim().min(2).max(300),
  }),
  refusals: ['already-here', 'not-a-provider', 'no-such-visit-type', 'deceased'],
  undoable: true,
});
