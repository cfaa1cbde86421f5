import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [B3] Several results at once, each of them judged normal in every value: never an abnormal or unjudged one. */
export const signNormal = contract<{ signed: number }>()({
  name: 'inbox/sign-normal',
  task: 'P05',
  input: z.object({ tasks: z.array(z.string().min(1).max(64)).min(1).max(100) }),
  refusals: ['no-such-work', 'done-already', 'not-normal'],
  undoable: true,
});
