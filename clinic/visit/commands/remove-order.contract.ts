import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** Withdraws a draft; what is signed is cancelled elsewhere. */
export const removeOrder = contract()({
  name: 'visit/remove-order',
  task: 'T32',
  input: z.object({
    encounter: z.string(),
    type: z.enum(['ServiceRequest', 'MedicationRequest']),
    order: z.string(),
  }),
  refusals: ['already-signed'],
  undoable: true,
});
