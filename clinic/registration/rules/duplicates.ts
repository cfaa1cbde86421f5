/** [R5] Two fields decide whether somebody is here already (DOMAIN D1, E2 patient identification). Pure. */
import { plainDate } from '#fhir/age.ts';
import { fold } from '#fhir/fold.ts';
import type { Patient } from '#fhir/types.ts';
import { isSimilarName } from './closeness.ts';

export interface NewPerson {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly phone: string;
}

export type Sameness = 'name-and-birth-date' | 'phone-and-birth-date';

const digits = (phone: string): string => phone.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');

/** Why this patient may be the new person; undefined when two fields do not agree. */
export function samenessOf(person: NewPerson, patient: Patient): Sameness | undefined {
  if (!person.birthDate || patient.birthDate !== person.birthDate) return undefined;
  const families = (patient.name ?? []).map(({ family }) => fold(family ?? ''));
  if (families.includes(fold(person.family))) return 'name-and-birth-date';
  const phone = digits(person.phone);
  const phones = (patient.telecom ?? []).flatMap(({ system, value }) =>
    system === 'phone' ? digits(value ?? '') : [],
  );
  return phone.length === 10 && phones.includes(phone) ? 'phone-and-birth-date' : undefined;
}

/** Those who may be the new person. */
export const duplicatesOf = <P extends Patient>(person: NewPerson, patients: readonly P[]): P[] =>
  patients.filter((patient) => samenessOf(person, patient) !== undefined);

/** Birth dates that a slip makes of this one: one digit wrong, two neighbours swapped, day and month the other way round. */
export function dateSlips(date: string): string[] {
  const digits = date.replaceAll('-', '');
  if (digits.length !== 8) return [];
  const found = new Set<string>();
  const add = (text: string) => found.add(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  for (let at = 0; at < 8; at += 1) {
    for (let digit = 0; digit <= 9; digit += 1) add(`${digits.slice(0, at)}${digit}${digits.slice(at + 1)}`);
    add(`${digits.slice(0, at)}${digits[at + 1] ?? ''}${digits[at]}${digits.slice(at + 2)}`);
  }
  add(`${digits.slice(0, 4)}${digits.slice(6)}${digits.slice(4, 6)}`);
  found.delete(date);
  return [...found].filter((one) => plainDate(one)?.toString() === one && one >= '1890');
}

/** [R8] The same or nearly the same name, and a birth date that a slip would make: is it the same person? */
export function slipsOf<P extends Patient>(person: NewPerson, patients: readonly P[]): P[] {
  const dates = dateSlips(person.birthDate);
  return patients.filter(
    (patient) =>
      dates.includes(patient.birthDate ?? '') &&
      isSimilarName(
        { resourceType: 'Patient', name: [{ family: person.family, given: [person.given] }] },
        patient,
      ),
  );
}

const homeOf = (patient: Patient): string => {
  const home = patient.address?.[0];
  return fold([home?.line?.[0], home?.postalCode?.slice(0, 5) ?? home?.city].filter(Boolean).join(' '));
};

/** [R33] Born on one day, of one family, under one roof: twins, whose charts are the easiest of all to mistake. */
export function areTwins(one: Patient, other: Patient): boolean {
  if (!one.birthDate || one.birthDate !== other.birthDate) return false;
  const families = (patient: Patient) =>
    (patient.name ?? []).map(({ family }) => fold(family ?? '')).filter(Boolean);
  const shared = families(one).some((family) => families(other).includes(family));
  return shared && homeOf(one) !== '' && homeOf(one) === homeOf(other);
}
