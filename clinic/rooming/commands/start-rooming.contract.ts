import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId } from './subject.contract.ts';

/** The assistant begins: identity heard again, the visit is hers, the stage at least `roomed`. Resuming changes nothing. */
export const startRooming = contract<{ stage: string }>()({
  name: 'rooming/start-rooming',
  task: 'T08',
  input: z.object({ encounter: encounterId }),
  refusals: ['visit-over'],
  undoable: false,
});
