import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { fold } from '#fhir/fold.ts';
import { EXT } from '#fhir/medley.ts';
import { officialName } from '#fhir/names.ts';
import { BCP47, MBI, PRONOUNS_EXTENSION, US_CORE } from '#fhir/systems.ts';
import type { Address, Coding, ContactPoint, Extension, HumanName, Patient } from '#fhir/types.ts';
import { typingErrors } from '../rules/closeness.ts';
import {
  DECLINED,
  ETHNICITIES,
  GENDER_IDENTITIES,
  INTERPRETER_EXTENSION,
  MEDICARE_TYPE,
  RACES,
} from '../rules/person-codes.ts';
import {
  PHONE_FIELDS,
  type Profile,
  type ProfileChanges,
  type ProfileField,
  phonesOf,
} from '../rules/profile.ts';

/** E.164 of a phone as it is said in the United States; undefined when it is none. */
export const e164 = (phone: string): string | undefined => {
  const parsed = parsePhoneNumberFromString(phone, 'US');
  return parsed?.isPossible() ? parsed.number : undefined;
};

/** A Medicare number as it is kept. */
const medicareNumber = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();

/** What was typed as the record keeps it: the same number typed in two ways is the same. */
export function asKept<Changes extends ProfileChanges>(typed: Changes): Changes {
  const phones = PHONE_FIELDS.flatMap((field) => {
    const said = typed[field];
    return said ? [[field, e164(said) ?? said] as const] : [];
  });
  return {
    ...typed,
    ...Object.fromEntries(phones),
    ...(typed.mbi ? { mbi: medicareNumber(typed.mbi) } : {}),
    ...(typed.state ? { state: typed.state.toUpperCase() } : {}),
  };
}

interface Said {
  readonly profile: Profile;
  readonly changed: readonly ProfileField[];
  /** The clinic's day, for what ends today. */
  readonly today: string;
}
type Writer = (before: Patient, said: Said) => Partial<Patient>;

/** Each part of the resource with the fields that it is made of: a part none of whose fields changed stays as it was recorded. */
const PARTS: readonly { readonly of: readonly ProfileField[]; readonly write: Writer }[] = [
  {
    of: ['given', 'family', 'suffix', 'preferred'],
    write: (before, said) => ({ name: namesOf(before, said) }),
  },
  { of: ['sex'], write: (_, { profile }) => ({ gender: profile.sex }) },
  { of: ['birthDate'], write: (_, { profile }) => ({ birthDate: profile.birthDate }) },
  { of: ['phone', 'mayText', 'mayVoicemail', 'otherPhone', 'email'], write: telecomOf },
  { of: ['line', 'unit', 'city', 'state', 'postalCode'], write: addressOf },
  { of: ['language'], write: languagesOf },
  { of: ['mbi'], write: medicareOf },
  {
    of: ['photo'],
    write: (before, { profile }) => ({
      photo: profile.photo
        ? [{ contentType: 'image/jpeg', url: `Binary/${profile.photo}` }]
        : (before.photo ?? []).slice(1),
    }),
  },
  {
    of: ['race'],
    write: (before, { profile }) => extended(before, US_CORE.race, ombExtension(RACES, profile.race)),
  },
  {
    of: ['ethnicity'],
    write: (before, { profile }) =>
      extended(
        before,
        US_CORE.ethnicity,
        ombExtension(ETHNICITIES, profile.ethnicity ? [profile.ethnicity] : []),
      ),
  },
  { of: ['genderIdentity'], write: genderIdentityOf },
  {
    of: ['pronouns'],
    write: (before, { profile }) =>
      extended(
        before,
        PRONOUNS_EXTENSION,
        profile.pronouns && { valueCodeableConcept: { text: profile.pronouns } },
      ),
  },
  {
    of: ['interpreter'],
    write: (before, { profile }) =>
      extended(
        before,
        INTERPRETER_EXTENSION,
        profile.interpreter && { valueBoolean: profile.interpreter === 'yes' },
      ),
  },
];

/** The patient as the form says in the fields that changed, on top of what the record holds. Names are kept exactly as typed. */
export function patientOf<P extends Patient>(before: P, said: Said): P {
  const written = { ...before };
  for (const { of, write } of PARTS)
    if (of.some((field) => said.changed.includes(field))) Object.assign(written, write(written, said));
  const profiles = before.meta?.profile ?? [];
  return withoutEmpty({
    ...written,
    active: before.active ?? true,
    meta: {
      ...before.meta,
      profile: profiles.some((one) => one.startsWith(US_CORE.patient))
        ? profiles
        : [...profiles, US_CORE.patient],
    },
  });
}

/** FHIR has no empty lists. */
function withoutEmpty<P extends Patient>(patient: P): P {
  return Object.fromEntries(
    Object.entries(patient).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  ) as P;
}

/** [R32] A name that was changed and not only spelled right is kept as the former one: she still answers to it. */
function namesOf(before: Patient, { profile, today }: Said): HumanName[] {
  const held = officialName(before.name);
  const others = (before.name ?? []).filter(
    (name) => name !== held && name.use !== 'usual' && name.use !== 'nickname',
  );
  const official: HumanName = {
    use: 'official',
    family: profile.family,
    given: profile.given.split(/\s+/).filter(Boolean),
    ...(profile.suffix ? { suffix: [profile.suffix] } : {}),
    ...(held?.prefix ? { prefix: held.prefix } : {}),
  };
  const usual: HumanName[] = profile.preferred
    ? [{ use: 'usual', given: [profile.preferred], family: profile.family }]
    : [];
  const former: HumanName[] =
    held && renamed(held, official) ? [{ ...held, use: 'old', period: { ...held.period, end: today } }] : [];
  return [official, ...usual, ...former, ...others];
}

/** More than two letters of a word differ: no correction of the spelling. */
function renamed(held: HumanName, official: HumanName): boolean {
  const words = ({ family, given }: HumanName) => [fold(family ?? ''), fold(given?.[0] ?? '')] as const;
  const [family, given] = words(held);
  const [nextFamily, nextGiven] = words(official);
  const differ = (one: string, other: string) => one !== '' && typingErrors(one, other, 2) > 2;
  return differ(family, nextFamily) || differ(given, nextGiven);
}

function telecomOf(before: Patient, { profile, changed }: Said): Partial<Patient> {
  const [phone, other, ...more] = phonesOf(before);
  const rest = (before.telecom ?? []).filter(
    (point) =>
      !phonesOf(before).includes(point) &&
      (point.system !== 'email' || point.use === 'old' || !changed.includes('email')),
  );
  const first = phoneOf(
    profile.phone,
    phone,
    changed.some((one) => one === 'phone'),
  );
  const second = phoneOf(profile.otherPhone, other, changed.includes('otherPhone'));
  const consented = first && {
    ...first,
    extension: [
      ...(first.extension ?? []).filter(({ url }) => url !== EXT.mayText && url !== EXT.mayVoicemail),
      { url: EXT.mayText, valueBoolean: profile.mayText },
      { url: EXT.mayVoicemail, valueBoolean: profile.mayVoicemail },
    ],
  };
  const email: ContactPoint[] =
    changed.includes('email') && profile.email ? [{ system: 'email', value: profile.email }] : [];
  const telecom = [
    ...(consented ? [consented] : []),
    ...(second ? [second] : []),
    ...more,
    ...email,
    ...rest,
  ];
  return { telecom };
}

/** One number; as it was recorded unless it was typed anew. */
function phoneOf(typed: string, held: ContactPoint | undefined, anew: boolean): ContactPoint | undefined {
  if (!anew) return held;
  const value = e164(typed);
  return value ? { ...held, system: 'phone', value, use: held?.use ?? 'mobile' } : undefined;
}

function addressOf(before: Patient, { profile }: Said): Partial<Patient> {
  const [held, ...others] = before.address ?? [];
  const lines = [profile.line, profile.unit].filter(Boolean);
  if (lines.length === 0 && !profile.city && !profile.postalCode && !profile.state)
    return { address: others };
  const home: Address = {
    use: held?.use ?? 'home',
    ...(lines.length > 0 ? { line: lines } : {}),
    ...(profile.city ? { city: profile.city } : {}),
    ...(profile.state ? { state: profile.state } : {}),
    ...(profile.postalCode ? { postalCode: profile.postalCode } : {}),
    country: held?.country ?? 'US',
  };
  return { address: [home, ...others] };
}

function languagesOf(before: Patient, { profile }: Said): Partial<Patient> {
  const others = (before.communication ?? []).filter(
    ({ language }) => !language.coding?.some(({ code }) => code === profile.language),
  );
  return {
    communication: [
      { language: { coding: [{ system: BCP47, code: profile.language }] }, preferred: true },
      ...others.map(({ preferred: _, ...spoken }) => spoken),
    ],
  };
}

function medicareOf(before: Patient, { profile }: Said): Partial<Patient> {
  const others = (before.identifier ?? []).filter(({ system }) => system !== MBI);
  return {
    identifier: profile.mbi
      ? [...others, { type: { coding: [MEDICARE_TYPE] }, system: MBI, value: profile.mbi }]
      : others,
  };
}

function genderIdentityOf(before: Patient, { profile }: Said): Partial<Patient> {
  const coding = GENDER_IDENTITIES.find(({ code }) => code === profile.genderIdentity);
  return extended(before, US_CORE.genderIdentity, coding && { valueCodeableConcept: { coding: [coding] } });
}

/** The patient's extensions with this one as said, or without it. */
function extended(
  before: Patient,
  url: string,
  value: Omit<Extension, 'url'> | '' | undefined,
): Partial<Patient> {
  const others = (before.extension ?? []).filter((one) => one.url !== url);
  return { extension: value ? [...others, { url, ...value }] : others };
}

/** US Core race and ethnicity: the categories and their words. Who declined said nothing else. */
function ombExtension(
  known: readonly Coding[],
  codes: readonly string[],
): Omit<Extension, 'url'> | undefined {
  const said = codes.includes(DECLINED) ? [DECLINED] : codes;
  const codings = known.filter(({ code }) => said.includes(code ?? ''));
  if (codings.length === 0) return undefined;
  return {
    extension: [
      ...codings.map((valueCoding) => ({ url: 'ombCategory', valueCoding })),
      { url: 'text', valueString: codings.map(({ display }) => display).join(', ') },
    ],
  };
}
