import { command } from '#capability/command.ts';
import { setPresence } from './set-presence.contract.ts';

export const setPresenceCommand = command(setPresence, async (context, input) => {
  await context.read('Practitioner', input.practitioner);
  return {
    save: [],
    statements: [
      {
        sql: 'insert into room_flow.presence (clinic, practitioner, at, on_site, by) values ($1, $2, $3, $4, $5)',
        values: [context.clinic.id, input.practitioner, context.now, input.onSite, context.who.reference],
      },
    ],
    announce: ['presence'],
    result: {},
  };
});
