import { changes, command } from '#capability/command.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { CS } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { APPOINTMENT_REASON } from '#fhir/systems.ts';
import type { Appointment } from '#fhir/types.ts';
import { arrivalOf, openVisitOf } from './arrival.ts';
import { walkIn } from './walk-in.contract.ts';

const FIVE_MINUTES = 300_000;

export const walkInCommand = command(walkIn, async (context, input) => {
  const [patient, provider, settings] = await Promise.all([
    context.read('Patient', input.patient),
    context.readIfAny('Practitioner', input.provider),
    readSettings(context),
  ]);
  if (!provider) return context.refuse('not-a-provider', 'provider');
  if (patient.deceasedDateTime || patient.deceasedBoolean) return context.refuse('deceased', 'patient');
  const visitType = settings.visitTypes.find(({ code }) => code === input.visitType);
  if (!visitType) return context.refuse('no-such-visit-type', 'visitType');
  if (await openVisitOf(context, input.patient)) return context.refuse('already-here', 'patient');
  const start = new Date(Math.floor(context.now.getTime() / FIVE_MINUTES) * FIVE_MINUTES);
  const appointment: Appointment & { id: string } = {
    resourceType: 'Appointment',
    id: context.newId(),
    status: 'arrived',
    appointmentType: { coding: [{ system: APPOINTMENT_REASON, code: 'WALKIN' }] },
    serviceType: [{ coding: [{ system: CS.visitType, code: visitType.code }], text: visitType.en }],
    description: input.reason,
    start: start.toISOString(),
    end: new Date(start.getTime() + visitType.minutes * 60_000).toISOString(),
    minutesDuration: visitType.minutes,
    created: context.now.toISOString(),
    participant: [
      {
        actor: { reference: `Patient/${patient.id}`, display: displayName(patient.name) },
        status: 'accepted',
      },
      {
        actor: { reference: `Practitioner/${provider.id}`, display: provider.name?.[0]?.text ?? '' },
        status: 'accepted',
      },
    ],
  };
  const encounter = arrivalOf(context, appointment);
  return changes({ encounter: encounter.id, appointment: appointment.id }, appointment, encounter);
});
