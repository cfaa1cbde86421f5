import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { NOT_TAKING_REASONS, TAKING_ANSWERS } from '../rules/medications.ts';
import { encounterId, shortText } from './subject.contract.ts';

/** What the patient says about one listed medication; with the last one the list is reconciled (M2, M3). */
export const answerMedication = contract<{ id: string; proposed: boolean; open: number }>()({
  name: 'rooming/answer-medication',
  task: 'T12',
  input: z.object({
    encounter: encounterId,
    medication: z.string().regex(/^Medication(Request|Statement)\/[A-Za-z0-9\-.]{1,64}$/),
    answer: z.enum(TAKING_ANSWERS),
    reason: z.enum(NOT_TAKING_REASONS).optional(),
    how: shortText(200).optional(),
  }),
  refusals: ['visit-over', 'other-patient', 'reason-needed'],
  undoable: false,
});
