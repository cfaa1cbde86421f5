import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

/** [B10] What the waiting room may see: tickets, and the room of those who are called. */
export const displayView = viewContract<{
  now: string;
  calling: readonly { ticket: string; room: string }[];
  waiting: readonly string[];
}>()({
  name: 'flow/display',
  task: 'T48',
  input: z.object({}),
  listens: ['Encounter'],
});
