import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** Someone licensed has come, or is told: the clock of the call stops (R3). */
export const acknowledgeCall = contract<{ seconds: number }>()({
  name: 'rooming/acknowledge-call',
  task: 'T15',
  input: z.object({ call: z.string().min(1).max(64), note: z.string().trim().max(300).optional() }),
  refusals: ['not-a-call', 'already-acknowledged'],
  undoable: false,
});
