import { room } from '#capability/room.ts';
import { bookVisitCommand } from './commands/book-visit.ts';
import { cancelVisitCommand } from './commands/cancel-visit.ts';
import { moveVisitCommand } from './commands/move-visit.ts';
import { dayViewView } from './views/day.ts';
import { nextVisitsView } from './views/next-visit.ts';
import { weekView } from './views/week.ts';

export const scheduling = room({
  name: 'scheduling',
  writes: ['Appointment'],
  commands: [bookVisitCommand, moveVisitCommand, cancelVisitCommand],
  views: [dayViewView, nextVisitsView, weekView],
  tables: new URL('./tables/', import.meta.url),
});
