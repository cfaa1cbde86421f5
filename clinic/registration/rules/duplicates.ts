/** [R5] Two fields decide whether somebody is here already (DOMAIN D1, E2 patient identification). Pure. */
import { fold } from '#fhir/fold.ts';
import type { Patient, Stored } from '#fhir/types.ts';

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
export const duplicatesOf = <P extends Stored<Patient>>(person: NewPerson, patients: readonly P[]): P[] =>
  patients.filter((patient) => samenessOf(person, patient) !== undefined);
