import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [K4] Makes the after-visit summary as PDF and files it with the patient's documents. */
export const writeSummary = contract<{ document: string; binary: string }>()({
  name: 'checkout/write-summary',
  task: 'T28',
  input: z.object({ encounter: z.string(), language: z.enum(['en', 'es']) }),
  refusals: [],
});
