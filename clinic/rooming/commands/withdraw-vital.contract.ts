import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { VITAL_KEYS } from '../rules/vitals.ts';
import { encounterId } from './subject.contract.ts';

/** A vital entered by mistake (wrong patient, wrong field): kept, marked entered in error, no longer shown. */
export const withdrawVital = contract<{ id: string }>()({
  name: 'rooming/withdraw-vital',
  task: 'T09',
  input: z.object({
    encounter: encounterId,
    vital: z.enum(VITAL_KEYS),
    reading: z.number().int().min(1).max(9).default(1),
  }),
  refusals: ['visit-over', 'not-recorded'],
  undoable: false,
});
