/** A Coverage as the form has it: what the form does not show stays as it was recorded. Pure. */
import { reference } from '#fhir/reference.ts';
import { IDENTIFIER_TYPE, MBI, US_CORE } from '#fhir/systems.ts';
import type { Coverage, Organization, Reference, RelatedPerson } from '#fhir/types.ts';
import { isMedicare, memberNumber, type Relationship } from '../rules/coverage.ts';

const RELATIONSHIP = 'http://terminology.hl7.org/CodeSystem/subscriber-relationship';
const CLASS = 'http://terminology.hl7.org/CodeSystem/coverage-class';
const SUBSCRIBER = 'subscriber';

export interface CoverageParts {
  readonly patient: string;
  readonly payer: string;
  readonly plan: string;
  readonly memberId: string;
  readonly group: string;
  readonly relationship: Relationship;
  readonly subscriberName?: string | undefined;
  readonly subscriberBirthDate?: string | undefined;
  readonly status?: 'active' | 'cancelled' | undefined;
}
type Kept = Coverage & { id: string };

/** Plan and group as a Coverage of ours, or of elsewhere, says them. */
export function classesOf(coverage: Coverage): { readonly plan: string; readonly group: string } {
  const of = (kind: string) =>
    coverage.class?.find(({ type }) => type.coding?.some(({ code }) => code === kind));
  const group = of('group');
  return {
    plan: of('plan')?.name ?? of('plan')?.value ?? group?.name ?? coverage.type?.text ?? '',
    group: group?.value ?? '',
  };
}

/** Who holds the policy when that is not the patient, as recorded with the coverage. */
export function subscriberOf(coverage: Coverage): { readonly name: string; readonly birthDate: string } {
  const held = coverage.contained?.find(
    (one): one is RelatedPerson =>
      one.resourceType === 'RelatedPerson' && coverage.subscriber?.reference === `#${one.id}`,
  );
  const self = coverage.relationship?.coding?.some(({ code }) => code === 'self') ?? true;
  return {
    name: held?.name?.[0]?.text ?? (self ? '' : (coverage.subscriber?.display ?? '')),
    birthDate: held?.birthDate ?? '',
  };
}

export function coverageResource(
  before: Kept | undefined,
  of: { id: string; parts: CoverageParts; payer: Reference<Organization>; order: number; day: string },
): Kept {
  const { parts, payer, order, day } = of;
  const medicare = isMedicare(parts.payer, parts.plan);
  const member = memberNumber(parts.memberId, medicare);
  const base: Kept = before ?? {
    resourceType: 'Coverage',
    id: of.id,
    status: 'active',
    beneficiary: {},
    payor: [],
  };
  const { type, class: _class, contained: _contained, ...kept } = base;
  const ended = parts.status === 'cancelled' ? { period: { ...base.period, end: day } } : {};
  const classes = classesWith(base, parts);
  return {
    ...kept,
    ...ended,
    meta: { ...base.meta, profile: [US_CORE.coverage] },
    ...typeWith(type, base, parts),
    ...(classes.length > 0 ? { class: classes } : {}),
    status: parts.status ?? 'active',
    identifier: identifiersWith(base, member, medicare),
    ...subscriberWith(base, parts),
    subscriberId: member,
    beneficiary: reference('Patient', parts.patient),
    relationship: relationshipWith(base, parts.relationship),
    payor: [payer, ...base.payor.slice(1)],
    order,
  };
}

function relationshipWith(base: Coverage, code: Relationship): NonNullable<Coverage['relationship']> {
  const same = base.relationship?.coding?.some((one) => one.code === code);
  return same && base.relationship ? base.relationship : { coding: [{ system: RELATIONSHIP, code }] };
}

/** The member number among the identifiers; a number of another kind stays. */
function identifiersWith(
  base: Coverage,
  value: string,
  medicare: boolean,
): NonNullable<Coverage['identifier']> {
  const isMember = (one: NonNullable<Coverage['identifier']>[number]) =>
    one.type?.coding?.some(({ code }) => code === 'MB') ?? false;
  const { system: _system, ...before } = base.identifier?.find(isMember) ?? {};
  const given = base.identifier?.find(isMember)?.system;
  const system = medicare ? MBI : given === MBI ? undefined : given;
  return [
    {
      ...before,
      type: { coding: [{ system: IDENTIFIER_TYPE, code: 'MB', display: 'Member Number' }] },
      ...(system ? { system } : {}),
      value,
    },
    ...(base.identifier ?? []).filter((one) => !isMember(one)),
  ];
}

/** A plan that was only words makes way for its class; a coded kind of policy stays. */
function typeWith(type: Coverage['type'], base: Coverage, { plan }: CoverageParts): Pick<Coverage, 'type'> {
  if (!type) return {};
  if (classesOf(base).plan === plan) return { type };
  const { text: _text, ...coded } = type;
  return coded.coding ? { type: coded } : {};
}

function classesWith(base: Coverage, { plan, group }: CoverageParts): NonNullable<Coverage['class']> {
  const before = classesOf(base);
  if (before.plan === plan && before.group === group) return base.class ?? [];
  const others = (base.class ?? []).filter(
    ({ type }) => !type.coding?.some(({ code }) => code === 'group' || code === 'plan'),
  );
  const one = (code: string, value: string) => ({ type: { coding: [{ system: CLASS, code }] }, value });
  return [
    ...(group ? [one('group', group)] : []),
    ...(plan ? [{ ...one('plan', plan), name: plan }] : []),
    ...others,
  ];
}

/** The patient herself, or who holds the policy, kept with the coverage: he is nobody's patient here. */
function subscriberWith(base: Coverage, parts: CoverageParts): Pick<Coverage, 'subscriber' | 'contained'> {
  const others = (base.contained ?? []).filter((one) => `#${one.id}` !== base.subscriber?.reference);
  const rest = others.length > 0 ? { contained: others } : {};
  if (parts.relationship === 'self') return { ...rest, subscriber: reference('Patient', parts.patient) };
  const before = subscriberOf(base);
  const { subscriberName: name = '', subscriberBirthDate: birthDate = '' } = parts;
  const same = before.name === name && before.birthDate === birthDate;
  if (same && base.subscriber)
    return { ...(base.contained ? { contained: base.contained } : {}), subscriber: base.subscriber };
  const held: RelatedPerson & { id: string } = {
    resourceType: 'RelatedPerson',
    id: SUBSCRIBER,
    patient: reference('Patient', parts.patient),
    name: [{ text: name }],
    ...(birthDate ? { birthDate } : {}),
  };
  return {
    contained: [...others.filter(({ id }) => id !== SUBSCRIBER), held],
    subscriber: { reference: `#${SUBSCRIBER}`, display: name },
  };
}
