import type { CommandContext } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import type { Appointment, Encounter, Location, Resource, Stored } from '#fhir/types.ts';
import { currentRoom, roomIs } from './rooms.ts';

/** What else ends with a visit: its appointment, and the use of its room (B7). */
export async function endOf(
  context: CommandContext<string>,
  { encounter, seen }: { encounter: Stored<Encounter>; seen: boolean },
): Promise<Resource[]> {
  const appointment = idOf(encounter.appointment?.[0], 'Appointment');
  const room = currentRoom(encounter);
  const [booked, location] = await Promise.all([
    appointment ? context.readIfAny('Appointment', appointment) : undefined,
    room ? context.readIfAny('Location', room) : undefined,
  ]);
  return [...(booked ? [ended(booked, seen)] : []), ...(location ? [roomIs(location, 'K')] : [])] satisfies (
    | Appointment
    | Location
  )[];
}

const ended = (appointment: Stored<Appointment>, seen: boolean): Appointment => ({
  ...appointment,
  status: seen ? 'fulfilled' : 'noshow',
});
