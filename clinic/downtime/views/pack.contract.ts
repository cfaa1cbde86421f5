import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Pack } from '../rules/pack.ts';

/** [DT1] [DT2] Everything of the downtime pack; asked for by the server itself, and by nobody without task O01. */
export const packView = viewContract<Pack>()({
  name: 'downtime/pack',
  task: 'O01',
  input: z.object({}),
  listens: ['Appointment'],
});
