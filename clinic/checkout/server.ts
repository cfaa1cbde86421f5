import { room } from '#capability/room.ts';
import { requestFollowUpCommand } from './commands/request-follow-up.ts';
import { writeSummaryCommand } from './commands/write-summary.ts';
import { checkOutPageView } from './views/check-out-page.ts';

export const checkout = room({
  name: 'checkout',
  writes: ['ServiceRequest', 'DocumentReference', 'Binary'],
  commands: [requestFollowUpCommand, writeSummaryCommand],
  views: [checkOutPageView],
});
