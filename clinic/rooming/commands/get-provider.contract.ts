import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId, shortText } from './subject.contract.ts';

/** Get the provider now (R1): a stat Task with the reasons; an open call of the visit is joined, not doubled. */
export const getProvider = contract<{ id: string }>()({
  name: 'rooming/get-provider',
  task: 'T15',
  input: z.object({
    encounter: encounterId,
    flags: z.array(z.string().max(40)).max(10),
    note: shortText(300).optional(),
  }),
  refusals: ['visit-over', 'unknown-flag'],
  undoable: true,
});
