import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { CALL_OUTCOMES } from '../rules/outcome.ts';

/** [B6] What came of a call. Told only after the patient has said name and birth date herself. */
export const logCall = contract<{ done: boolean }>()({
  name: 'inbox/log-call',
  task: 'T30',
  input: z.object({
    task: z.string().min(1).max(64),
    outcome: z.enum(CALL_OUTCOMES),
    /** The patient said her name and birth date, and both are right (two identifiers). */
    identified: z.boolean().optional(),
    note: z.string().trim().max(1000).optional(),
  }),
  refusals: ['no-such-work', 'done-already', 'identify-first'],
  undoable: true,
});
