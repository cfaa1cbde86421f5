import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { RELATIONSHIPS } from '../rules/coverage.ts';

/**
 * [R12] [R20] Insurance as the card says, with the pictures of the card. `coverage` absent: a new one; `order` absent:
 * where it is, or the next free place. Whose place is taken moves to the one that became free.
 */
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
    relationship: z.enum(RELATIONSHIPS).default('self'),
    /** Who holds the policy, when that is not the patient. */
    subscriberName: z.string().trim().max(120).optional(),
    subscriberBirthDate: z.union([z.literal(''), z.iso.date()]).optional(),
    order: z.number().int().min(1).max(3).optional(),
    /** `cancelled`: she is no longer insured there. */
    status: z.enum(['active', 'cancelled']).optional(),
    /** Binary ids of new pictures. */
    front: z.string().optional(),
    back: z.string().optional(),
  }),
  refusals: [
    'member-id-wrong',
    'subscriber-missing',
    'subscriber-unborn',
    'three-insurances',
    'not-this-patient',
  ],
  undoable: true,
});
