/** What the record says about a person, flat, as the form edits it. Pure. */
import { EXT } from '#fhir/medley.ts';
import { officialName, usualName } from '#fhir/names.ts';
import { MBI, PRONOUNS_EXTENSION, US_CORE } from '#fhir/systems.ts';
import type { ContactPoint, Extension, Patient, RelatedPerson } from '#fhir/types.ts';
import { INTERPRETER_EXTENSION, RELATIONS, ROLE_NAMES, ROLES, type Role } from './person-codes.ts';

export const EMPTY_PROFILE = {
  given: '',
  family: '',
  suffix: '',
  /** What she wants to be called. */
  preferred: '',
  birthDate: '',
  sex: 'unknown' as 'female' | 'male' | 'other' | 'unknown',
  /** Code of `GENDER_IDENTITIES`; '' when not asked. */
  genderIdentity: '',
  pronouns: '',
  /** Codes of `RACES`. */
  race: [] as readonly string[],
  /** Code of `ETHNICITIES`. */
  ethnicity: '',
  language: 'en',
  interpreter: '' as '' | 'yes' | 'no',
  phone: '',
  mayText: false,
  mayVoicemail: false,
  otherPhone: '',
  email: '',
  line: '',
  unit: '',
  city: '',
  state: '',
  postalCode: '',
  /** Medicare number, written without dashes. */
  mbi: '',
  emergencyName: '',
  emergencyPhone: '',
  emergencyRelation: '',
  guardianName: '',
  guardianPhone: '',
  guardianRelation: '',
  guarantorName: '',
  guarantorPhone: '',
  guarantorRelation: '',
  /** Binary id of the photo. */
  photo: '',
};
export type Profile = Readonly<typeof EMPTY_PROFILE>;
export type ProfileField = keyof Profile;
export type ProfileChanges = { readonly [Field in ProfileField]?: Profile[Field] };
export const PROFILE_FIELDS = Object.keys(EMPTY_PROFILE) as readonly ProfileField[];

export const PHONE_FIELDS = [
  'phone',
  'otherPhone',
  'emergencyPhone',
  'guardianPhone',
  'guarantorPhone',
] as const;

const partOf = (extensions: readonly Extension[] | undefined, url: string) =>
  extensions?.find((one) => one.url === url);

const inUse = ({ use, period }: { use?: string; period?: { end?: string } }) =>
  use !== 'old' && period?.end === undefined;

/** Telephones in use, the first one asked about first. */
export const phonesOf = (patient: Patient): ContactPoint[] =>
  (patient.telecom ?? []).filter((one) => one.system === 'phone' && inUse(one));

const asked = (point: ContactPoint | undefined, url: string) =>
  partOf(point?.extension, url)?.valueBoolean ?? false;

/** The person's OMB categories of one of the US Core extensions. */
const categories = (patient: Patient, url: string): string[] =>
  (partOf(patient.extension, url)?.extension ?? []).flatMap((part) =>
    part.url === 'ombCategory' && part.valueCoding?.code ? [part.valueCoding.code] : [],
  );

/** Who stands in a role: the active one. */
export const inRole = <P extends RelatedPerson>(people: readonly P[], role: Role): P | undefined =>
  people.find(
    ({ active, relationship }) =>
      active !== false &&
      relationship?.some(({ coding }) =>
        coding?.some(({ system, code }) => system === ROLES[role].system && code === ROLES[role].code),
      ),
  );

const relationOf = (person: RelatedPerson | undefined): string =>
  (person?.relationship ?? [])
    .flatMap(({ coding }) => coding ?? [])
    .find(({ code }) => RELATIONS.some((one) => one.code === code))?.code ?? '';

const othersOf = (people: readonly RelatedPerson[]) =>
  Object.fromEntries(
    ROLE_NAMES.flatMap((role) => {
      const person = inRole(people, role);
      const name = person?.name?.[0];
      const words = name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' ');
      return [
        [`${role}Name`, words],
        [`${role}Phone`, person?.telecom?.find(({ system }) => system === 'phone')?.value ?? ''],
        [`${role}Relation`, relationOf(person)],
      ];
    }),
  ) as Pick<Profile, `${Role}${'Name' | 'Phone' | 'Relation'}`>;

const homeOf = (patient: Patient) => patient.address?.find(inUse);

/** The person as the form shows her. */
export function profileOf(patient: Patient, people: readonly RelatedPerson[]): Profile {
  const official = officialName(patient.name);
  const [phone, other] = phonesOf(patient);
  const address = homeOf(patient);
  const interpreter = partOf(patient.extension, INTERPRETER_EXTENSION)?.valueBoolean;
  const identity = partOf(patient.extension, US_CORE.genderIdentity)?.valueCodeableConcept;
  const pronouns = partOf(patient.extension, PRONOUNS_EXTENSION)?.valueCodeableConcept;
  return {
    ...EMPTY_PROFILE,
    given: official?.given?.join(' ') ?? '',
    family: official?.family ?? '',
    suffix: official?.suffix?.join(' ') ?? '',
    preferred: usualName(patient.name)?.given?.[0] ?? '',
    birthDate: patient.birthDate ?? '',
    sex: patient.gender ?? 'unknown',
    genderIdentity: identity?.coding?.[0]?.code ?? '',
    pronouns: pronouns?.text ?? pronouns?.coding?.[0]?.display ?? '',
    race: categories(patient, US_CORE.race),
    ethnicity: categories(patient, US_CORE.ethnicity)[0] ?? '',
    language: spokenBy(patient) ?? 'en',
    interpreter: interpreter === undefined ? '' : interpreter ? 'yes' : 'no',
    phone: phone?.value ?? '',
    mayText: asked(phone, EXT.mayText),
    mayVoicemail: asked(phone, EXT.mayVoicemail),
    otherPhone: other?.value ?? '',
    email: patient.telecom?.find((one) => one.system === 'email' && inUse(one))?.value ?? '',
    line: address?.line?.[0] ?? '',
    unit: address?.line?.slice(1).join(', ') ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postalCode: address?.postalCode ?? '',
    mbi: patient.identifier?.find(({ system }) => system === MBI)?.value ?? '',
    photo: patient.photo?.[0]?.url?.split('/')[1] ?? '',
    ...othersOf(people),
  };
}

/** Her language as BCP 47 code; undefined when none is recorded. */
export const spokenBy = (patient: Patient): string | undefined =>
  (patient.communication?.find(({ preferred }) => preferred) ?? patient.communication?.[0])?.language
    ?.coding?.[0]?.code;

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The fields in which one profile differs from another. */
export const changedIn = (from: Profile, to: Profile): ProfileField[] =>
  PROFILE_FIELDS.filter((field) => !same(from[field], to[field]));

export interface Edit {
  /** As the form was opened. */
  readonly was: ProfileChanges;
  /** As it was typed. */
  readonly now: ProfileChanges;
}

/**
 * [R31] What an edit changes on a profile that somebody else may have changed since. A field that both changed, and
 * not to the same, is a clash; fields that only one changed are merged.
 */
export function mergeEdit(
  current: Profile,
  { was, now }: Edit,
): { merged: Profile; clashes: ProfileField[] } {
  const fields = PROFILE_FIELDS.filter((field) => now[field] !== undefined && !same(now[field], was[field]));
  const clashes = fields.filter(
    (field) => !same(current[field], was[field]) && !same(current[field], now[field]),
  );
  const changes = Object.fromEntries(fields.map((field) => [field, now[field]]));
  return { merged: { ...current, ...changes }, clashes };
}
