import { room } from '#capability/room.ts';
import { arriveCommand } from './commands/arrive.ts';
import { closeVisitCommand } from './commands/close-visit.ts';
import { moveToStageCommand } from './commands/move-to-stage.ts';
import { putInRoomCommand } from './commands/put-in-room.ts';
import { setPresenceCommand } from './commands/set-presence.ts';
import { setRoomCommand } from './commands/set-room.ts';
import { takeVisitCommand } from './commands/take-visit.ts';
import { walkInCommand } from './commands/walk-in.ts';
import { boardViewView } from './views/board.ts';
import { displayViewView } from './views/display.ts';
import { onSiteViewView } from './views/on-site.ts';
import { stageReportView } from './views/stage-report.ts';
import { sweepViewView } from './views/sweep.ts';

export const flow = room({
  name: 'flow',
  writes: ['Encounter', 'Appointment', 'Location'],
  commands: [
    arriveCommand,
    walkInCommand,
    moveToStageCommand,
    putInRoomCommand,
    setRoomCommand,
    setPresenceCommand,
    takeVisitCommand,
    closeVisitCommand,
  ],
  views: [boardViewView, displayViewView, stageReportView, onSiteViewView, sweepViewView],
  tables: new URL('./tables/', import.meta.url),
});
