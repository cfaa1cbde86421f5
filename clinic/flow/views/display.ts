import { sharedView } from '#capability/command.ts';
import { EXT } from '#fhir/medley.ts';
import { currentRoom } from '../commands/rooms.ts';
import { clinicRooms } from '../public.ts';
import { stageHistory, stageOf } from '../rules/stage.ts';
import { ticketOf } from '../rules/ticket.ts';
import { displayView } from './display.contract.ts';

/** Minutes for which a call stays on the display. */
const CALLED_FOR = 10;

export const displayViewView = sharedView(displayView, 100, async (context) => {
  const [encounters, rooms] = await Promise.all([
    context.find('Encounter', { status: 'arrived,triaged', _sort: 'date', _count: '200' }),
    clinicRooms(context),
  ]);
  const here = encounters.filter(({ extension }) => extension?.some(({ url }) => url === EXT.encounterStage));
  const names = new Map(rooms.map(({ id, name }) => [id, name ?? '']));
  const fresh = (start: string) => context.now.getTime() - Date.parse(start) < CALLED_FOR * 60_000;
  const calling = here.filter(
    (one) => stageOf(one) === 'roomed' && fresh(stageHistory(one).at(-1)?.start ?? ''),
  );
  const waiting = here.filter((one) => stageOf(one) === 'arrived' || stageOf(one) === 'checked-in');
  return {
    now: context.now.toISOString(),
    calling: calling.map((one) => ({
      ticket: ticketOf(one.id),
      room: names.get(currentRoom(one) ?? '') ?? '',
    })),
    waiting: waiting.map(({ id }) => ticketOf(id)),
  };
});
