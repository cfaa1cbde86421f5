import { CS } from '#fhir/medley.ts';
import type { Practitioner, PractitionerRole } from '#fhir/types.ts';
import type { Role } from '#gate/principal.ts';
import { ORGANIZATION } from './clinic-resources.ts';

/** What is known of a staff member. */
export interface StaffFacts {
  readonly prefix: string;
  readonly given: string;
  readonly family: string;
  readonly credential: string;
  readonly role: Role;
  readonly active: boolean;
}

/** `Dr. Emily Chen, MD`. */
export const staffName = ({ prefix, given, family, credential }: StaffFacts): string =>
  [[prefix, given, family].filter(Boolean).join(' '), credential].filter(Boolean).join(', ');

export function practitionerOf(
  facts: StaffFacts,
  { id, before }: { id: string; before: Practitioner | undefined },
): Practitioner & { id: string } {
  const { prefix, given, family, credential, active } = facts;
  return {
    ...before,
    resourceType: 'Practitioner',
    id,
    active,
    name: [
      {
        use: 'official',
        text: staffName(facts),
        family,
        given: [given],
        ...(prefix ? { prefix: [prefix] } : {}),
        ...(credential ? { suffix: [credential] } : {}),
      },
    ],
  };
}

export function roleOf(
  { role, active }: StaffFacts,
  { id, practitioner, before }: { id: string; practitioner: string; before: PractitionerRole | undefined },
): PractitionerRole & { id: string } {
  return {
    ...before,
    resourceType: 'PractitionerRole',
    id,
    active,
    practitioner: { reference: `Practitioner/${practitioner}` },
    organization: { reference: `Organization/${ORGANIZATION}` },
    code: [{ coding: [{ system: CS.role, code: role }], text: role }],
  };
}
