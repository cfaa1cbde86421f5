import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [N2] Adds to a signed note what was learned or forgotten. */
export const addAddendum = contract<{ composition: string }>()({
  name: 'visit/add-addendum',
  task: 'P01',
  input: z.object({ composition: z.string(), text: z.string().trim().min(3).max(20_000) }),
  refusals: ['not-signed-yet'],
});
