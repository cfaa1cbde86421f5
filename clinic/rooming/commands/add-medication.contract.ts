import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId, shortText } from './subject.contract.ts';

/** Something the patient takes that nobody prescribed here, herbal and over the counter too. */
export const addMedication = contract<{ id: string }>()({
  name: 'rooming/add-medication',
  task: 'T12',
  input: z.object({
    encounter: encounterId,
    name: shortText(200).min(1),
    rxcui: z
      .string()
      .regex(/^\d{1,10}$/)
      .optional(),
    how: shortText(200).optional(),
  }),
  refusals: ['visit-over'],
  undoable: true,
});
