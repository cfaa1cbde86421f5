import { command } from '#capability/command.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { CS } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import type { Appointment } from '#fhir/types.ts';
import { instantAt } from '../rules/quanta.ts';
import { bookVisit } from './book-visit.contract.ts';
import { claimsFollow, conflictOf, shownName } from './booking.ts';

export const bookVisitCommand = command(
  bookVisit,
  async (context, input) => {
    const { visitTypes } = await readSettings(context);
    const visitType = visitTypes.find(({ code, closed }) => code === input.visitType && !closed);
    if (!visitType) return context.refuse('no-such-visit-type', 'visitType');
    const start = instantAt(input.day, input.time, context.clinic.zone);
    if (!start) return context.refuse('no-such-time', 'time');
    if (input.day < dayOf(context.now, context.clinic.zone)) return context.refuse('in-the-past', 'day');
    const provider = await context.readIfAny('Practitioner', input.provider);
    if (!provider) return context.refuse('not-a-provider', 'provider');
    const patient = await context.read('Patient', input.patient);
    if (patient.deceasedDateTime || patient.deceasedBoolean) return context.refuse('deceased', 'patient');
    const minutes = input.minutes ?? visitType.minutes;
    const appointment = context.newId();
    const wish = {
      appointment,
      patient: input.patient,
      provider: input.provider,
      start,
      minutes,
      double: input.double !== undefined,
    };
    const { conflict, claim } = await conflictOf(context, wish, input.day);
    if (conflict) return context.refuse(conflict, 'time', { time: input.time });
    const booked: Appointment & { id: string } = {
      resourceType: 'Appointment',
      id: appointment,
      status: 'booked',
      serviceType: [{ coding: [{ system: CS.visitType, code: visitType.code }], text: visitType.en }],
      start: start.toISOString(),
      end: new Date(start.getTime() + minutes * 60_000).toISOString(),
      minutesDuration: minutes,
      created: context.now.toISOString(),
      ...(input.reason ? { description: input.reason } : {}),
      ...(input.double ? { comment: input.double } : {}),
      participant: [
        {
          actor: { reference: `Patient/${patient.id}`, display: displayName(patient.name) },
          status: 'accepted',
        },
        {
          actor: { reference: `Practitioner/${provider.id}`, display: shownName(provider) },
          status: 'accepted',
        },
      ],
    };
    return { save: [booked], statements: [claim], result: { appointment, start: start.toISOString() } };
  },
  claimsFollow,
);
