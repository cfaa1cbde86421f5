import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId, shortText } from './subject.contract.ts';

/** Ready for the provider: the note, the Task and the stage in one (O1, O2). */
export const handOver = contract<{ task: string }>()({
  name: 'rooming/hand-over',
  task: 'T08',
  input: z.object({ encounter: encounterId, note: shortText(500).default('') }),
  refusals: ['visit-over', 'already-with-provider'],
  undoable: true,
});
