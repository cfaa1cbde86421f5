import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { PREGNANCY_ANSWERS } from '../rules/pregnancy.ts';
import { encounterId } from './subject.contract.ts';

/** Pregnant, not, or perhaps: what the last period asked for (V22). Changes the limits of blood pressure and hides BMI classes. */
export const recordPregnancy = contract<{ id: string }>()({
  name: 'rooming/record-pregnancy',
  task: 'T09',
  input: z.object({ encounter: encounterId, answer: z.enum(PREGNANCY_ANSWERS) }),
  refusals: ['visit-over'],
  undoable: false,
});
