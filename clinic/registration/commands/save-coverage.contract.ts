import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** Insurance as the card says, with the pictures of the card. `coverage` absent: a new one. */
export const saveCoverage = contract<{ coverage: string }>()({
  name: 'registration/save-coverage',
  task: 'T05',
  input: z.object({
    patient: z.string(),
    coverage: z.string().optional(),
    payer: z.string().trim().min(2).max(120),
    plan: z.string().trim().max(120).default(''),
    memberId: z.string().trim().min(3).max(40),
    group: z.string().trim().max(40).default(''),
    relationship: z.enum(['self', 'spouse', 'child', 'other']).default('self'),
    order: z.number().int().min(1).max(3).default(1),
    front: z.string().optional(),
    back: z.string().optional(),
  }),
  refusals: ['member-id-wrong'],
  undoable: true,
});
