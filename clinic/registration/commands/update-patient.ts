import { changes, command } from '#capability/command.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { confirm } from '../rules/fields.ts';
import { e164, patientOf } from './person-resource.ts';
import { updatePatient } from './update-patient.contract.ts';

export const updatePatientCommand = command(updatePatient, async (context, input) => {
  if (input.birthDate > dayOf(context.now, context.clinic.zone))
    return context.refuse('born-in-future', 'birthDate');
  if (input.phone && !e164(input.phone)) return context.refuse('phone-unreadable', 'phone');
  const before = await context.read('Patient', input.patient);
  const by = { reference: context.who.reference, display: context.who.display };
  return changes(
    {},
    confirm(patientOf(input, before), ['name', 'birth-date', 'address', 'phone'], {
      at: context.now.toISOString(),
      by,
    }),
  );
});
