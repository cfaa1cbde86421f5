import { type CommandContext, changes, command } from '#capability/command.ts';
import { dayOf } from '#fhir/clinic-day.ts';
import { displayName } from '#fhir/names.ts';
import { parseReference } from '#fhir/reference.ts';
import type { Patient, RelatedPerson, Stored } from '#fhir/types.ts';
import { enteredOf } from '../rules/entered.ts';
import { confirm, withoutConfirmation } from '../rules/fields.ts';
import { ROLE_NAMES } from '../rules/person-codes.ts';
import {
  changedIn,
  inRole,
  mergeEdit,
  type Profile,
  type ProfileChanges,
  type ProfileField,
  profileOf,
} from '../rules/profile.ts';
import { checkPerson, saidDifferent } from './person-checks.ts';
import { asKept, patientOf } from './person-resource.ts';
import { peopleBeside } from './related-person.ts';
import { updatePatient } from './update-patient.contract.ts';

type Context = CommandContext<(typeof updatePatient)['refusals'][number]>;

export const updatePatientCommand = command(updatePatient, async (context, input) => {
  const today = dayOf(context.now, context.clinic.zone);
  const [before, people] = await Promise.all([
    context.read('Patient', input.patient),
    context.find('RelatedPerson', { patient: input.patient, _count: '100' }),
  ]);
  const current = profileOf(before, people);
  const edit = { was: input.was as ProfileChanges, now: asKept(input.now as ProfileChanges) };
  const { merged, clashes } = mergeEdit(current, edit);
  const [clash] = clashes;
  if (clash) {
    const who = await changedBy(context, { clash, current, before, people, since: input.version });
    return context.refuse('changed-by-other', clash, { theirs: String(current[clash]), who });
  }
  const changed = changedIn(current, merged);
  const checked = await checkPerson(context, {
    profile: merged,
    changed,
    today,
    self: before.id,
    sure: input.sure,
  });
  if (checked.refused) return context.refuse(...checked.refused);
  const { confirmed, emptied } = enteredOf(merged, changed);
  const patient = confirm(
    withoutConfirmation(patientOf(before, { profile: merged, changed, today }), emptied),
    confirmed,
    {
      at: context.now.toISOString(),
      by: { reference: context.who.reference, display: context.who.display },
    },
  );
  const beside = peopleBeside({
    patient: before.id,
    people,
    profile: merged,
    changed,
    today,
    newId: context.newId,
  });
  const because = saidDifferent(context, {
    patient: before.id,
    notThese: checked.notThese,
    sure: input.sure,
  });
  // The patient is written with whoever stands beside her, so that of two desks one always sees the other's work.
  const save = changed.length > 0 ? [patient, ...beside, ...because] : [];
  return changes({ version: Number(before.meta.versionId) + (save.length > 0 ? 1 : 0) }, ...save);
});

interface Clash {
  readonly clash: ProfileField;
  readonly current: Profile;
  readonly before: Stored<Patient>;
  readonly people: readonly Stored<RelatedPerson>[];
  readonly since: number;
}

/** Whose version first had the value that is there now; '' when the record does not say. */
async function changedBy(
  context: Context,
  { clash, current, before, people, since }: Clash,
): Promise<string> {
  const role = ROLE_NAMES.find((name) => clash.startsWith(name));
  const beside = role && inRole(people, role);
  const versions = await context.rows<{ author: string; content: string }>(
    `select author, content from (
       select version, author, content from record.current where clinic = $1 and type = $2 and id = $3
       union all
       select version, author, content from record.past where clinic = $1 and type = $2 and id = $3 and not deleted
     ) as versions where version > $4 order by version`,
    beside
      ? [context.clinic.id, 'RelatedPerson', beside.id, 0]
      : [context.clinic.id, 'Patient', before.id, since],
  );
  const first = beside
    ? versions.at(-1)
    : versions.find(({ content }) => {
        const then = profileOf(JSON.parse(content) as Patient, people);
        return JSON.stringify(then[clash]) === JSON.stringify(current[clash]);
      });
  const author = parseReference(first?.author);
  if (author?.type !== 'Practitioner' || !author.id) return '';
  return displayName((await context.readIfAny('Practitioner', author.id))?.name);
}
