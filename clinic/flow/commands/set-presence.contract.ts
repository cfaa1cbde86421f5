import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [B9] Says who is on site, from now on. */
export const setPresence = contract()({
  name: 'flow/set-presence',
  task: 'T48',
  input: z.object({ practitioner: z.string(), onSite: z.boolean() }),
  refusals: [],
});
