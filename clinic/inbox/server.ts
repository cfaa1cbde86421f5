import { room } from '#capability/room.ts';
import { decideProposalCommand } from './commands/decide-proposal.ts';
import { logCallCommand } from './commands/log-call.ts';
import { reviewResultCommand } from './commands/review-result.ts';
import { signNormalCommand } from './commands/sign-normal.ts';
import { workItemView } from './views/item.ts';
import { workCountView, workView } from './views/work.ts';

export const inbox = room({
  name: 'inbox',
  writes: ['Task', 'MedicationRequest'],
  commands: [reviewResultCommand, signNormalCommand, decideProposalCommand, logCallCommand],
  views: [workView, workCountView, workItemView],
});
