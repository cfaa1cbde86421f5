import { changes, command } from '#capability/command.ts';
import { idOf } from '#fhir/reference.ts';
import { arrivalOf, openVisitOf } from './arrival.ts';
import { arrive } from './arrive.contract.ts';

export const arriveCommand = command(arrive, async (context, input) => {
  const appointment = await context.read('Appointment', input.appointment);
  if (appointment.status === 'arrived' || appointment.status === 'checked-in')
    return context.refuse('already-here', 'appointment');
  if (appointment.status !== 'booked' && appointment.status !== 'noshow' && appointment.status !== 'pending')
    return context.refuse('appointment-over', 'appointment');
  const patient = appointment.participant.map(({ actor }) => idOf(actor, 'Patient')).find(Boolean);
  if (patient && (await openVisitOf(context, patient))) return context.refuse('already-here', 'appointment');
  const encounter = arrivalOf(context, appointment);
  return changes({ encounter: encounter.id }, { ...appointment, status: 'arrived' }, encounter);
});
