import { CLINIC_TOPIC, writeClinicFacts } from '#capability/clinic-facts.ts';
import { command } from '#capability/command.ts';
import { fold } from '#fhir/fold.ts';
import { readVersion } from '../public.ts';
import { clinicResources } from './clinic-resources.ts';
import { roomResource } from './room-resource.ts';
import { setUp } from './set-up.contract.ts';
import { settingRow } from './setting-row.ts';
import { practitionerOf, roleOf } from './staff-resources.ts';

export const setUpCommand = command(setUp, async (context, { settings, rooms, owner }) => {
  const { version } = await readVersion(context);
  if (version > 0) return context.refuse('already-set-up');
  const twice = rooms.find((name, at) => rooms.findIndex((other) => fold(other) === fold(name)) !== at);
  if (twice) return context.refuse('room-twice', 'rooms', { name: twice });
  const me = context.who.reference.replace(/^Practitioner\//, '');
  const known = await context.readIfAny('Practitioner', me);
  const made = rooms.map((name) => roomResource(context.newId(), name));
  const facts = { ...owner, active: true };
  const { name, zone, state } = settings.clinic;
  return {
    save: [
      ...(await clinicResources(context, settings.clinic)),
      ...made,
      practitionerOf(facts, { id: me, before: known }),
      roleOf(facts, { id: context.newId(), practitioner: me, before: undefined }),
    ],
    statements: [
      settingRow(context, { version: 1, settings }),
      writeClinicFacts({ id: context.clinic.id, name, zone, state, demo: context.clinic.demo }),
    ],
    announce: [CLINIC_TOPIC, 'settings'],
    result: { rooms: made.map(({ id }) => id) },
  };
});
