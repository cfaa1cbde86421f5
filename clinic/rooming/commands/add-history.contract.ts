import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { HISTORY_KINDS, RELATION_CODES } from '../rules/histories.ts';
import { encounterId, shortText } from './subject.contract.ts';

/** What is new since last time: a problem, an operation, an illness in the family. Counts as a review (H2). */
export const addHistory = contract<{ id: string }>()({
  name: 'rooming/add-history',
  task: 'T13',
  input: z.object({
    encounter: encounterId,
    kind: z.enum(HISTORY_KINDS),
    text: shortText(200).min(1),
    icd10: z.object({ code: z.string().max(10), display: z.string().max(200) }).optional(),
    when: z
      .string()
      .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
      .optional(),
    relation: z.enum(RELATION_CODES).optional(),
    ageAtOnset: z.number().int().min(0).max(120).optional(),
    deceased: z.enum(['yes', 'no']).optional(),
  }),
  refusals: ['visit-over'],
  undoable: true,
});
