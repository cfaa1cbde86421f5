import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface DocumentLine {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly date: string;
  readonly by: string;
  readonly binary: string;
  readonly contentType: string;
}

/** What was filed with a patient as a file, the newest first; notes of visits are in the chart. */
export const documentsView = viewContract<{ documents: readonly DocumentLine[] }>()({
  name: 'documents/documents',
  task: 'T45',
  input: z.object({ patient: z.string() }),
  listens: ['DocumentReference'],
});
