import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { z } from 'zod';
import { EXT } from '#fhir/medley.ts';
import { BCP47, PRONOUNS_EXTENSION, US_CORE } from '#fhir/systems.ts';
import type { ContactPoint, HumanName, Patient } from '#fhir/types.ts';
import type { person } from './create-patient.contract.ts';

export type Person = z.infer<typeof person>;

/** E.164 of a phone as it is said in the United States; undefined when it is none. */
export const e164 = (phone: string): string | undefined => {
  const parsed = parsePhoneNumberFromString(phone, 'US');
  return parsed?.isPossible() ? parsed.number : undefined;
};

/** The patient as the form says, on top of what the record holds. Names are kept exactly as typed. */
export function patientOf<P extends Patient>(said: Person, before: P): P {
  const others = (before.name ?? []).filter(({ use }) => use !== 'official' && use !== 'usual');
  const official: HumanName = { use: 'official', family: said.family, given: said.given.split(/\s+/) };
  const usual: HumanName[] = said.preferred
    ? [{ use: 'usual', given: [said.preferred], family: said.family }]
    : [];
  const pronouns = said.pronouns
    ? [{ url: PRONOUNS_EXTENSION, valueCodeableConcept: { text: said.pronouns } }]
    : [];
  const address =
    said.line || said.city || said.postalCode
      ? [
          {
            use: 'home' as const,
            ...(said.line ? { line: [said.line] } : {}),
            ...(said.city ? { city: said.city } : {}),
            ...(said.state ? { state: said.state } : {}),
            ...(said.postalCode ? { postalCode: said.postalCode } : {}),
            country: 'US',
          },
        ]
      : before.address;
  const telecom = telecomOf(said, before.telecom);
  const extension = [
    ...(before.extension ?? []).filter(({ url }) => url !== PRONOUNS_EXTENSION),
    ...pronouns,
  ];
  return {
    ...before,
    meta: { ...before.meta, profile: [US_CORE.patient] },
    active: before.active ?? true,
    name: [official, ...usual, ...others],
    gender: said.sex,
    birthDate: said.birthDate,
    ...(telecom.length > 0 ? { telecom } : {}),
    ...(address ? { address } : {}),
    communication: [{ language: { coding: [{ system: BCP47, code: said.language }] }, preferred: true }],
    ...(extension.length > 0 ? { extension } : {}),
  };
}

function telecomOf(said: Person, before: readonly ContactPoint[] | undefined): ContactPoint[] {
  const phone = e164(said.phone);
  const others = (before ?? []).filter(({ system }, at, all) =>
    system === 'phone'
      ? !phone || all.findIndex((one) => one.system === 'phone') !== at
      : system !== 'email' || !said.email,
  );
  const contacts: ContactPoint[] = phone
    ? [
        {
          system: 'phone',
          value: phone,
          use: 'mobile',
          extension: [{ url: EXT.mayText, valueBoolean: said.mayText }],
        },
      ]
    : [];
  return [...contacts, ...others, ...(said.email ? [{ system: 'email' as const, value: said.email }] : [])];
}
