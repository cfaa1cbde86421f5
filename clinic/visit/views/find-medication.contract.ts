import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

/** Prescribable drugs of the shipped RxNorm subset by ingredient, brand and strength. */
export const findMedication = viewContract<{
  found: readonly { readonly rxnorm: string; readonly name: string }[];
}>()({
  name: 'visit/find-medication',
  task: 'T13',
  input: z.object({ query: z.string().max(100) }),
  listens: [],
});
