import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface FoundAllergen {
  readonly system: string;
  readonly code: string;
  readonly name: string;
  readonly category: 'medication' | 'food' | 'environment';
}

/** Substances by name: drug ingredients (RxNorm), foods and things around us (SNOMED CT). */
export const searchAllergens = viewContract<readonly FoundAllergen[]>()({
  name: 'rooming/search-allergens',
  task: 'T11',
  input: z.object({ words: z.string().trim().min(2).max(80) }),
  listens: [],
});
