import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { REFUSALS, VITAL_KEYS } from '../rules/vitals.ts';
import { encounterId, shortText } from './subject.contract.ts';

/** A vital that is not done, and why: data, not a gap (V19). */
export const refuseVital = contract<{ id: string }>()({
  name: 'rooming/refuse-vital',
  task: 'T09',
  input: z.object({
    encounter: encounterId,
    vital: z.enum(VITAL_KEYS),
    reading: z.number().int().min(1).max(9).default(1),
    reason: z.enum(REFUSALS.map((row) => row.code)),
    note: shortText(200).optional(),
  }),
  refusals: ['visit-over'],
  undoable: false,
});
