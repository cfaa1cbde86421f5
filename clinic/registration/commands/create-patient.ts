import { type CommandContext, command } from '#capability/command.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { NS } from '#fhir/medley.ts';
import { IDENTIFIER_TYPE } from '#fhir/systems.ts';
import type { Patient } from '#fhir/types.ts';
import { enteredOf } from '../rules/entered.ts';
import { confirm } from '../rules/fields.ts';
import { changedIn, EMPTY_PROFILE, PROFILE_FIELDS, type Profile } from '../rules/profile.ts';
import { createPatient } from './create-patient.contract.ts';
import { checkPerson, saidDifferent } from './person-checks.ts';
import { asKept, patientOf } from './person-resource.ts';
import { peopleBeside } from './related-person.ts';

export const createPatientCommand = command(createPatient, async (context, { sure, ...input }) => {
  const typed = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const profile: Profile = asKept({ ...EMPTY_PROFILE, ...typed });
  const today = dayOf(context.now, context.clinic.zone);
  const changed = changedIn(EMPTY_PROFILE, profile);
  const checked = await checkPerson(context, { profile, changed, today, sure });
  if (checked.refused) return context.refuse(...checked.refused);
  const { number, mrn } = await nextMrn(context);
  const patient = context.newId();
  const fresh: Patient & { id: string } = {
    resourceType: 'Patient',
    id: patient,
    identifier: [
      {
        type: { coding: [{ system: IDENTIFIER_TYPE, code: 'MR', display: 'Medical record number' }] },
        system: NS.mrn,
        value: mrn,
      },
    ],
  };
  const said = { profile, changed: PROFILE_FIELDS, today };
  const by = { reference: context.who.reference, display: context.who.display };
  const entered = confirm(patientOf(fresh, said), enteredOf(profile, changed).confirmed, {
    at: context.now.toISOString(),
    by,
  });
  const people = peopleBeside({ patient, people: [], profile, changed, today, newId: context.newId });
  const because = saidDifferent(context, { patient, notThese: checked.notThese, sure });
  const take = {
    sql: 'select room_registration.take_mrn($1, $2, $3)',
    values: [context.clinic.id, number, patient],
  };
  return { save: [entered, ...people, ...because], statements: [take], result: { patient, mrn } };
});

/** [R6] The first number behind the last one given that nobody holds, whoever brought it. */
async function nextMrn(context: CommandContext<string>): Promise<{ number: number; mrn: string }> {
  const [row] = await context.rows<{ number: number }>('select room_registration.next_mrn($1) as number', [
    context.clinic.id,
  ]);
  const number = row?.number ?? 0;
  return { number, mrn: String(number).padStart(6, '0') };
}
