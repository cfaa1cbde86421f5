import { z } from 'zod';
import { contract } from '#capability/contract.ts';

export const ORDER_KINDS = [
  'lab',
  'imaging',
  'procedure',
  'referral',
  'medication',
  'oxygen-target',
] as const;

/**
 * [N5] An order in draft. `rxnorm` with kind medication; `directions` is the sig, or the clinical question of a referral;
 * the `text` of an oxygen target is its range, `88-92`.
 */
export const draftOrder = contract<{ order: string }>()({
  name: 'visit/draft-order',
  task: 'T32',
  input: z.object({
    encounter: z.string(),
    kind: z.enum(ORDER_KINDS),
    text: z.string().trim().min(2).max(300),
    rxnorm: z
      .string()
      .regex(/^\d{1,8}$/)
      .optional(),
    directions: z.string().trim().max(1000).optional(),
    priority: z.enum(['routine', 'urgent', 'stat']).default('routine'),
  }),
  refusals: ['directions-missing', 'target-unreadable', 'note-signed', 'visit-over'],
  undoable: true,
});
