import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { REACTION_CODES } from '../rules/allergies.ts';
import { encounterId, shortText } from './subject.contract.ts';

/** A substance the patient does not tolerate, coded when it was found by search, else in words. Counts as a review. */
export const addAllergy = contract<{ id: string }>()({
  name: 'rooming/add-allergy',
  task: 'T11',
  input: z.object({
    encounter: encounterId,
    substance: z.object({
      text: shortText(120).min(1),
      coding: z
        .object({ system: z.url(), code: z.string().max(40), display: z.string().max(200) })
        .optional(),
    }),
    type: z.enum(['allergy', 'intolerance']).default('allergy'),
    category: z.enum(['medication', 'food', 'environment', 'biologic']).default('medication'),
    criticality: z.enum(['low', 'high', 'unable-to-assess']).optional(),
    reaction: z.enum(REACTION_CODES).optional(),
    severity: z.enum(['mild', 'moderate', 'severe']).optional(),
    onset: shortText(40).optional(),
  }),
  refusals: ['visit-over', 'already-listed'],
  undoable: true,
});
