import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface FoundDrug {
  readonly rxcui: string;
  readonly name: string;
  readonly kind: 'ingredient' | 'product';
}

/** Drugs by name, for a reported medication (`product`) or an allergy (`ingredient`). */
export const searchMedications = viewContract<readonly FoundDrug[]>()({
  name: 'rooming/search-medications',
  task: 'T12',
  input: z.object({ words: z.string().trim().min(2).max(80), want: z.enum(['ingredient', 'product']) }),
  listens: [],
});
