import { command } from '#capability/command.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import type { Appointment } from '#fhir/types.ts';
import { instantAt } from '../rules/quanta.ts';
import { actorOf, claimsFollow, conflictOf, shownName } from './booking.ts';
import { moveVisit } from './move-visit.contract.ts';

export const moveVisitCommand = command(
  moveVisit,
  async (context, input) => {
    const before = await context.read('Appointment', input.appointment);
    if (before.status !== 'booked' && before.status !== 'noshow')
      return context.refuse('already-here', 'appointment');
    const start = instantAt(input.day, input.time, context.clinic.zone);
    if (!start) return context.refuse('no-such-time', 'time');
    if (input.day < dayOf(context.now, context.clinic.zone)) return context.refuse('in-the-past', 'day');
    const provider = await context.readIfAny('Practitioner', input.provider);
    if (!provider) return context.refuse('not-a-provider', 'provider');
    const minutes = before.minutesDuration ?? 20;
    const wish = {
      appointment: before.id,
      patient: actorOf(before, 'Patient') ?? '',
      provider: provider.id,
      start,
      minutes,
      double: input.double !== undefined,
    };
    const { conflict, claim } = await conflictOf(context, wish, input.day);
    if (conflict) return context.refuse(conflict, 'time', { time: input.time });
    const others = before.participant.filter(({ actor }) => !actor?.reference?.startsWith('Practitioner/'));
    // The reason of a double booking goes with the time it was for.
    const { comment: _reason, ...rest } = before;
    const moved: Appointment = {
      ...rest,
      status: 'booked',
      start: start.toISOString(),
      end: new Date(start.getTime() + minutes * 60_000).toISOString(),
      participant: [
        ...others,
        {
          actor: { reference: `Practitioner/${provider.id}`, display: shownName(provider) },
          status: 'accepted',
        },
      ],
      ...(input.double ? { comment: input.double } : {}),
    };
    return { save: [moved], statements: [claim], result: { start: start.toISOString() } };
  },
  claimsFollow,
);
