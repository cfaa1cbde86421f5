import { type ViewContext, view } from '#capability/command.ts';
import { allergyLines } from '#clinic/chart/rules/lists.ts';
import { fold } from '#fhir/fold.ts';
import { NS } from '#fhir/medley.ts';
import { calledName, displayName, initials, nameText, officialName } from '#fhir/names.ts';
import { notFound } from '#fhir/outcome.ts';
import { idOf } from '#fhir/reference.ts';
import { PRONOUNS_EXTENSION } from '#fhir/systems.ts';
import type { Flag, Patient, Stored } from '#fhir/types.ts';
import { isSimilarName } from '../rules/closeness.ts';
import { areTwins } from '../rules/duplicates.ts';
import { looseKeys } from '../rules/find-keys.ts';
import { INTERPRETER_EXTENSION } from '../rules/person-codes.ts';
import { spokenBy } from '../rules/profile.ts';
import { type Banner, patientBanner } from './patient-banner.contract.ts';

export const patientBannerView = view(patientBanner, 50, async (context, input) => {
  const id = input.patient ?? (await patientOf(context, input.encounter));
  if (!id) throw notFound('This visit names no patient.');
  const patient = await context.read('Patient', id);
  const [allergies, flags, similar] = await Promise.all([
    context.find('AllergyIntolerance', { patient: id, _count: '100' }),
    // R4 has no search parameter for a Flag's status.
    context.find('Flag', { patient: id, _count: '50' }),
    othersLike(context, patient),
  ]);
  return bannerOf(patient, {
    allergies: allergiesOf(allergyLines(allergies)),
    flags: flags.filter(({ status }) => status === 'active'),
    similar,
  });
});

const patientOf = async (context: ViewContext, encounter: string | undefined): Promise<string | undefined> =>
  encounter ? idOf((await context.read('Encounter', encounter)).subject, 'Patient') : undefined;

const SHOWN = 3;

/** [R8] [R33] Others who could be taken for her, twins first. */
async function othersLike(context: ViewContext, patient: Stored<Patient>): Promise<Banner['similar']> {
  const [namesakes, born] = await Promise.all([
    namesakesOf(context, patient),
    patient.birthDate ? context.find('Patient', { birthdate: patient.birthDate, _count: '1000' }) : [],
  ]);
  const twins = born.filter((other) => other.id !== patient.id && areTwins(patient, other));
  const known = new Set(twins.map(({ id }) => id));
  const others = namesakes.filter((other) => !known.has(other.id) && isSimilarName(patient, other));
  return [...twins, ...others].slice(0, SHOWN).map((other) => ({
    id: other.id,
    name: displayName(other.name),
    ...(other.birthDate ? { birthDate: other.birthDate } : {}),
    ...(known.has(other.id) ? { twin: true } : {}),
  }));
}

/** Whose names may be like hers: spelled the same, mistyped or heard. */
async function namesakesOf(context: ViewContext, patient: Stored<Patient>): Promise<Stored<Patient>[]> {
  const { family = '', given = [] } = officialName(patient.name) ?? {};
  const [last, first] = [fold(family).replaceAll(' ', ''), fold(given[0] ?? '').replaceAll(' ', '')];
  if (!last || !first) return [];
  const rows = await context.rows<{ patient: string }>(
    `select patient from room_registration.find_key
     where clinic = $1 and keys && $2::int[] and keys && $3::int[] and patient <> $4 limit 200`,
    [context.clinic.id, looseKeys(last), looseKeys(first), patient.id],
  );
  return context.readMany(
    'Patient',
    rows.map((row) => row.patient),
  );
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

/** Her language, when she needs an interpreter for it, or speaks another one than English and nobody asked. */
function interpretedFrom(patient: Patient): string | undefined {
  const spoken = spokenBy(patient);
  if (!spoken) return undefined;
  const needs = patient.extension?.find(({ url }) => url === INTERPRETER_EXTENSION)?.valueBoolean;
  return (needs ?? !spoken.startsWith('en')) ? spoken : undefined;
}

function bannerOf(
  patient: Stored<Patient>,
  more: { allergies: Banner['allergies']; flags: readonly Flag[]; similar: Banner['similar'] },
): Banner {
  const legal = nameText(officialName(patient.name));
  const family = officialName(patient.name)?.family ?? '';
  const name = `${calledName(patient.name)} ${family}`.trim();
  const interpreter = interpretedFrom(patient);
  const mrn = patient.identifier?.find(({ system }) => system === NS.mrn)?.value;
  const pronouns = patient.extension?.find(({ url }) => url === PRONOUNS_EXTENSION)?.valueCodeableConcept
    ?.text;
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
    ...(interpreter ? { interpreter } : {}),
    similar: more.similar,
  };
}
