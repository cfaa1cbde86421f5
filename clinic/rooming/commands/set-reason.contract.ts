import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId, shortText } from './subject.contract.ts';

/** Why today, in the patient's words, when it began, and up to two more things to talk about. */
export const setReason = contract<{ redFlags: readonly string[] }>()({
  name: 'rooming/set-reason',
  task: 'T08',
  input: z.object({
    encounter: encounterId,
    reason: shortText(500),
    onset: shortText(80).optional(),
    agenda: z.array(shortText(200)).max(2).default([]),
  }),
  refusals: ['visit-over'],
  undoable: false,
});
