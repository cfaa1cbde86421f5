import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { encounterId } from './subject.contract.ts';

/** "Unchanged since DATE": problems, operations, family and social history were gone through (H1). */
export const reviewHistories = contract<{ id: string }>()({
  name: 'rooming/review-histories',
  task: 'T13',
  input: z.object({ encounter: encounterId }),
  refusals: ['visit-over'],
  undoable: true,
});
