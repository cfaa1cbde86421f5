import { sharedView } from '#capability/command.ts';
import { clinicStaff } from '#clinic/flow/public.ts';
import { stageOf } from '#clinic/flow/rules/stage.ts';
import { namesakesAmong } from '#clinic/registration/rules/closeness.ts';
import { readSettings } from '#clinic/settings/public.ts';
import { dayBounds, dayOf } from '#fhir/clinic-day.ts';
import { displayName } from '#fhir/names.ts';
import type { Appointment, Encounter, Patient, Stored } from '#fhir/types.ts';
import { actorOf } from '../commands/booking.ts';
import { dayView, type Visit } from './day.contract.ts';

export const dayViewView = sharedView(dayView, 100, async (context, input) => {
  const day = input.day ?? dayOf(context.now, context.clinic.zone);
  const { start, end } = dayBounds(day, context.clinic.zone);
  const date = [`ge${start}`, `lt${end}`];
  const [appointments, encounters, staff, settings] = await Promise.all([
    context.find('Appointment', { date, _sort: 'date', _count: '1000' }),
    context.find('Encounter', { date, _count: '1000' }),
    clinicStaff(context),
    readSettings(context),
  ]);
  const people = await context.readMany(
    'Patient',
    appointments.flatMap((one) => actorOf(one, 'Patient') ?? []),
  );
  const namesakes = namesakesAmong(people);
  const byId = new Map(people.map((one) => [one.id, one]));
  const byAppointment = new Map(
    encounters.flatMap((one) =>
      (one.appointment ?? []).map(({ reference }) => [reference ?? '', one] as const),
    ),
  );
  return {
    day,
    now: context.now.toISOString(),
    providers: staff
      .filter(({ role }) => role === 'provider')
      .map(({ id, name, onSite }) => ({ id, name, onSite })),
    visits: appointments.map((one) => {
      const patient = actorOf(one, 'Patient') ?? '';
      const visit = visitOf(one, byId.get(patient), byAppointment.get(`Appointment/${one.id}`));
      return { ...visit, similar: namesakes.has(patient) };
    }),
    visitTypes: settings.visitTypes
      .filter(({ closed }) => !closed)
      .map(({ code, minutes, en, es, colour }) => ({ code, minutes, en, es, colour })),
    lateMinutes: settings.limits.lateMinutes,
  };
});

function visitOf(
  appointment: Stored<Appointment>,
  patient: Stored<Patient> | undefined,
  encounter: Stored<Encounter> | undefined,
): Omit<Visit, 'similar'> {
  return {
    appointment: appointment.id,
    patient: patient?.id ?? '',
    name: displayName(patient?.name),
    birthDate: patient?.birthDate ?? '',
    sex: patient?.gender ?? '',
    provider: actorOf(appointment, 'Practitioner') ?? '',
    visitType: appointment.serviceType?.[0]?.coding?.[0]?.code ?? '',
    reason: appointment.description ?? '',
    start: appointment.start ?? '',
    end: appointment.end ?? '',
    status: appointment.status,
    walkIn: appointment.appointmentType?.coding?.some(({ code }) => code === 'WALKIN') ?? false,
    ...(encounter ? { encounter: encounter.id, stage: stageOf(encounter) } : {}),
  };
}
