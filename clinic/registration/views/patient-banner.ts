import { type ViewContext, view } from '#capability/command.ts';
import { allergyLines } from '#clinic/chart/rules/lists.ts';
import { NS } from '#fhir/medley.ts';
import { calledName, displayName, initials, nameText, officialName } from '#fhir/names.ts';
import { notFound } from '#fhir/outcome.ts';
import { idOf } from '#fhir/reference.ts';
import { PRONOUNS_EXTENSION } from '#fhir/systems.ts';
import type { Flag, Patient, Stored } from '#fhir/types.ts';
import { isSimilarName } from '../rules/closeness.ts';
import { type Banner, patientBanner } from './patient-banner.contract.ts';

export const patientBannerView = view(patientBanner, 50, async (context, input) => {
  const id = input.patient ?? (await patientOf(context, input.encounter));
  if (!id) throw notFound('This visit names no patient.');
  const patient = await context.read('Patient', id);
  const [allergies, flags, namesakes] = await Promise.all([
    context.find('AllergyIntolerance', { patient: id, _count: '100' }),
    // R4 has no search parameter for a Flag's status.
    context.find('Flag', { patient: id, _count: '50' }),
    namesakesOf(context, patient),
  ]);
  return bannerOf(patient, {
    allergies: allergiesOf(allergyLines(allergies)),
    flags: flags.filter(({ status }) => status === 'active'),
    similar: namesakes,
  });
});

const patientOf = async (context: ViewContext, encounter: string | undefined): Promise<string | undefined> =>
  encounter ? idOf((await context.read('Encounter', encounter)).subject, 'Patient') : undefined;

/** [R8] Others who could be taken for her. */
async function namesakesOf(context: ViewContext, patient: Stored<Patient>): Promise<Banner['similar']> {
  const family = officialName(patient.name)?.family;
  if (!family) return [];
  const found = await context.find('Patient', { family, _count: '50' });
  return found
    .filter((other) => other.id !== patient.id && isSimilarName(patient, other))
    .slice(0, 3)
    .map((other) => ({
      id: other.id,
      name: displayName(other.name),
      ...(other.birthDate ? { birthDate: other.birthDate } : {}),
    }));
}

const STATES = {
  listed: 'listed',
  'no-known-allergies': 'none-known',
  'no-known-drug-allergies': 'no-known-drug',
  'not-asked': 'not-asked',
} as const;

const allergiesOf = ({ lines, state }: ReturnType<typeof allergyLines>): Banner['allergies'] => ({
  state: STATES[state],
  items: lines.map(({ title, criticality, reactions }) => ({
    text: title,
    severe: criticality === 'high',
    ...(reactions[0] ? { reaction: reactions[0] } : {}),
  })),
});

function bannerOf(
  patient: Stored<Patient>,
  more: { allergies: Banner['allergies']; flags: readonly Flag[]; similar: Banner['similar'] },
): Banner {
  const legal = nameText(officialName(patient.name));
  const family = officialName(patient.name)?.family ?? '';
  const name = `${calledName(patient.name)} ${family}`.trim();
  const mrn = patient.identifier?.find(({ system }) => system === NS.mrn)?.value;
  const pronouns = patient.extension?.find(({ url }) => url === PRONOUNS_EXTENSION)?.valueCodeableConcept
    ?.text;
  const spoken = (patient.communication?.find(({ preferred }) => preferred) ?? patient.communication?.[0])
    ?.language;
  const foreign =
    spoken?.coding?.[0]?.code && !spoken.coding[0].code.startsWith('en')
      ? (spoken.text ?? spoken.coding[0].code)
      : undefined;
  const photo = patient.photo?.[0]?.url?.split('/')[1];
  return {
    id: patient.id,
    name,
    ...(legal && legal !== name ? { legalName: legal } : {}),
    initials: initials(patient.name),
    ...(pronouns ? { pronouns } : {}),
    ...(patient.birthDate ? { birthDate: patient.birthDate } : {}),
    ...(patient.deceasedDateTime
      ? { deceased: patient.deceasedDateTime }
      : patient.deceasedBoolean
        ? { deceased: true as const }
        : {}),
    ...(patient.gender ? { sex: patient.gender } : {}),
    ...(mrn ? { mrn } : {}),
    ...(photo ? { photo } : {}),
    allergies: more.allergies,
    flags: more.flags.map((flag) => ({
      text: flag.code?.text ?? flag.code?.coding?.[0]?.display ?? '',
      tone: flag.category?.[0]?.coding?.[0]?.code === 'safety' ? 'warn' : 'plain',
    })),
    ...(foreign ? { interpreter: foreign } : {}),
    similar: more.similar,
  };
}
