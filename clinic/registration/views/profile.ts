import { type ViewContext, view } from '#capability/command.ts';
import { displayName } from '#fhir/names.ts';
import { parseReference } from '#fhir/reference.ts';
import { profileOf } from '../rules/profile.ts';
import { profile } from './profile.contract.ts';

export const profileView = view(profile, 50, async (context, { patient: id }) => {
  const [patient, people, by] = await Promise.all([
    context.read('Patient', id),
    context.find('RelatedPerson', { patient: id, _count: '100' }),
    lastAuthor(context, id),
  ]);
  return { patient: id, version: Number(patient.meta.versionId), by, profile: profileOf(patient, people) };
});

async function lastAuthor(context: ViewContext, patient: string): Promise<string> {
  const [row] = await context.rows<{ author: string }>(
    "select author from record.current where clinic = $1 and type in ('Patient', 'RelatedPerson') and patient = $2 order by updated desc limit 1",
    [context.clinic.id, patient],
  );
  const author = parseReference(row?.author);
  if (author?.type !== 'Practitioner' || !author.id) return '';
  return displayName((await context.readIfAny('Practitioner', author.id))?.name);
}
