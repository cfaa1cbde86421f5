import { type CommandContext, command } from '#capability/command.ts';
import { ageOn } from '#fhir/age.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { NS } from '#fhir/medley.ts';
import { displayName } from '#fhir/names.ts';
import { IDENTIFIER_TYPE } from '#fhir/systems.ts';
import type { Patient } from '#fhir/types.ts';
import { duplicatesOf } from '../rules/duplicates.ts';
import { confirm } from '../rules/fields.ts';
import { createPatient } from './create-patient.contract.ts';
import { e164, patientOf } from './person-resource.ts';

const OLDEST = 120;
const FIRST_MRN = 1001;
const MAY_OVERRIDE = ['lead-ma', 'manager', 'provider', 'nurse'] as const;

export const createPatientCommand = command(createPatient, async (context, input) => {
  const today = dayOf(context.now, context.clinic.zone);
  if (input.birthDate > today) return context.refuse('born-in-future', 'birthDate');
  if ((ageOn(input.birthDate, today)?.years ?? 0) > OLDEST) return context.refuse('too-old', 'birthDate');
  if (input.phone && !e164(input.phone)) return context.refuse('phone-unreadable', 'phone');
  const alike = duplicatesOf(
    input,
    await context.find('Patient', { birthdate: input.birthDate, _count: '200' }),
  );
  const [first] = alike;
  if (first && !input.sure)
    return context.refuse('looks-like', 'family', {
      name: displayName(first.name),
      patient: first.id,
      count: alike.length,
    });
  if (first && !MAY_OVERRIDE.some((role) => context.who.roles.includes(role)))
    return context.refuse('only-leads-override', 'sure');
  const number = await nextMrn(context);
  const mrn = String(number).padStart(6, '0');
  const fresh: Patient & { id: string } = {
    resourceType: 'Patient',
    id: context.newId(),
    identifier: [
      {
        type: { coding: [{ system: IDENTIFIER_TYPE, code: 'MR', display: 'Medical record number' }] },
        system: NS.mrn,
        value: mrn,
      },
    ],
  };
  const by = { reference: context.who.reference, display: context.who.display };
  const patient = confirm(patientOf(input, fresh), ['name', 'birth-date', 'address', 'phone'], {
    at: context.now.toISOString(),
    by,
  });
  const take = { sql: 'select room_registration.take_mrn($1, $2)', values: [context.clinic.id, number] };
  return { save: [patient], statements: [take], result: { patient: patient.id, mrn } };
});

/** [R6] The number after the last one given, and after every one the record holds. */
async function nextMrn(context: CommandContext<string>): Promise<number> {
  const [row] = await context.rows<{ last: number }>(
    'select last from room_registration.mrn where clinic = $1',
    [context.clinic.id],
  );
  if (row) return row.last + 1;
  const [held] = await context.rows<{ highest: number | null }>(
    `select max((one ->> 'value')::int) as highest from record.current, json_array_elements(content::json -> 'identifier') as one
     where clinic = $1 and type = 'Patient' and one ->> 'system' = $2 and one ->> 'value' ~ '^[0-9]{1,8}$'`,
    [context.clinic.id, NS.mrn],
  );
  return Math.max(FIRST_MRN, (held?.highest ?? 0) + 1);
}
