import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface DocumentLine {
  readonly id: string;
  /** '' where it is closed to who asks. */
  readonly title: string;
  readonly type: string;
  readonly date: string;
  readonly by: string;
  /** '' where it is closed to who asks: then only its kind, its day and who filed it are told. */
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
