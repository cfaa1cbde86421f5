import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId } from './subject.contract.ts';

/** An allergy the patient no longer has, or that was never so. */
export const closeAllergy = contract<{ id: string }>()({
  name: 'rooming/close-allergy',
  task: 'T11',
  input: z.object({
    encounter: encounterId,
    allergy: z.string().min(1).max(64),
    how: z.enum(['resolved', 'entered-in-error']),
  }),
  refusals: ['visit-over', 'other-patient'],
  undoable: true,
});
