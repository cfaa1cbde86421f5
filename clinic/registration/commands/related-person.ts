import { reference } from '#fhir/reference.ts';
import { US_CORE } from '#fhir/systems.ts';
import type { CodeableConcept, Coding, ContactPoint, RelatedPerson, Stored } from '#fhir/types.ts';
import { RELATIONS, ROLE_NAMES, ROLES, type Role } from '../rules/person-codes.ts';
import { inRole, type Profile, type ProfileField } from '../rules/profile.ts';
import { e164 } from './person-resource.ts';

interface Beside {
  readonly patient: string;
  readonly people: readonly Stored<RelatedPerson>[];
  readonly profile: Profile;
  readonly changed: readonly ProfileField[];
  readonly today: string;
  readonly newId: () => string;
}

/** Emergency contact, guardian and guarantor as the form says; whoever was taken off stays in the record, ended today. */
export const peopleBeside = (said: Beside): RelatedPerson[] =>
  ROLE_NAMES.flatMap((role) => {
    const fields = [`${role}Name`, `${role}Phone`, `${role}Relation`] as const;
    if (!fields.some((field) => said.changed.includes(field))) return [];
    const before = inRole(said.people, role);
    if (said.profile[`${role}Name`] === '') return before ? [ended(before, said.today)] : [];
    return [besideOf(role, before, said)];
  });

const ended = (person: Stored<RelatedPerson>, today: string): RelatedPerson => ({
  ...person,
  active: false,
  period: { ...person.period, end: today },
});

function besideOf(role: Role, before: Stored<RelatedPerson> | undefined, said: Beside): RelatedPerson {
  const { profile } = said;
  const typed = profile[`${role}Phone`];
  const others = (before?.telecom ?? []).filter(({ system }) => system !== 'phone');
  const held = before?.telecom?.find(({ system }) => system === 'phone');
  const phone: ContactPoint[] = typed
    ? [
        {
          ...held,
          system: 'phone',
          value: said.changed.includes(`${role}Phone`) ? (e164(typed) ?? typed) : typed,
        },
      ]
    : [];
  const telecom = [...phone, ...others];
  const { telecom: _, ...kept } = before ?? { resourceType: 'RelatedPerson' as const, id: said.newId() };
  return {
    ...kept,
    meta: { ...before?.meta, profile: [US_CORE.relatedPerson] },
    active: true,
    patient: reference('Patient', said.patient),
    relationship: relationshipOf(
      role,
      before,
      RELATIONS.find(({ code }) => code === profile[`${role}Relation`]),
    ),
    name: said.changed.includes(`${role}Name`) ? [{ text: profile[`${role}Name`] }] : (before?.name ?? []),
    ...(telecom.length > 0 ? { telecom } : {}),
  };
}

/** Role, what they are to the patient, and whatever else was recorded. */
function relationshipOf(
  role: Role,
  before: RelatedPerson | undefined,
  relation: Coding | undefined,
): CodeableConcept[] {
  const known = new Set([ROLES[role].code, ...RELATIONS.map(({ code }) => code)]);
  const others = (before?.relationship ?? []).filter(
    ({ coding }) => !coding?.some(({ code }) => known.has(code)),
  );
  return [{ coding: [ROLES[role]] }, ...(relation ? [{ coding: [relation] }] : []), ...others];
}
