import { type CommandContext, changes, command } from '#capability/command.ts';
import type { InputOf } from '#capability/contract.ts';
import { OXYGEN_SATURATION, readOxygenTarget } from '#clinic/rooming/rules/oxygen-target.ts';
import { reference } from '#fhir/reference.ts';
import { LOINC, RXNORM, SNOMED, UCUM, US_CORE } from '#fhir/systems.ts';
import type { MedicationRequest, ServiceRequest } from '#fhir/types.ts';
import { draftOrder } from './draft-order.contract.ts';
import { isOver, isSigned, type OpenVisit, openVisit } from './open-visit.ts';

export const draftOrderCommand = command(draftOrder, async (context, input) => {
  if (input.kind === 'medication' && !input.directions)
    return context.refuse('directions-missing', 'directions');
  if (input.kind === 'oxygen-target' && !readOxygenTarget(input.text))
    return context.refuse('target-unreadable', 'text');
  const visit = await openVisit(context, input.encounter);
  if (isSigned(visit.note)) return context.refuse('note-signed', 'encounter');
  if (isOver(visit.encounter)) return context.refuse('visit-over', 'encounter');
  const order =
    input.kind === 'medication' ? prescription(context, visit, input) : request(context, visit, input);
  return changes({ order: order.id }, order);
});

type Order = InputOf<typeof draftOrder>;

const common = (context: CommandContext<string>, visit: OpenVisit, input: Order) => ({
  id: context.newId(),
  status: 'draft' as const,
  intent: 'order' as const,
  priority: input.priority,
  subject: reference('Patient', visit.patient),
  encounter: reference('Encounter', visit.encounter.id),
  authoredOn: context.now.toISOString(),
  requester: visit.provider
    ? reference('Practitioner', visit.provider)
    : { reference: context.who.reference },
});

function prescription(
  context: CommandContext<string>,
  visit: OpenVisit,
  input: Order,
): MedicationRequest & { id: string } {
  const coding = input.rxnorm ? [{ system: RXNORM, code: input.rxnorm, display: input.text }] : [];
  return {
    resourceType: 'MedicationRequest',
    ...common(context, visit, input),
    meta: { profile: [US_CORE.medicationRequest] },
    medicationCodeableConcept: { ...(coding.length > 0 ? { coding } : {}), text: input.text },
    recorder: { reference: context.who.reference },
    ...(input.directions ? { dosageInstruction: [{ text: input.directions }] } : {}),
  };
}

/** SNOMED CT and LOINC categories of US Core 6.1.0 service requests. */
const CATEGORY: Readonly<
  Record<Exclude<Order['kind'], 'medication'>, { system: string; code: string; display: string }>
> = {
  lab: { system: SNOMED, code: '108252007', display: 'Laboratory procedure' },
  imaging: { system: SNOMED, code: '363679005', display: 'Imaging' },
  procedure: { system: SNOMED, code: '387713003', display: 'Surgical procedure' },
  'oxygen-target': { system: SNOMED, code: '386053000', display: 'Evaluation procedure' },
  referral: { system: SNOMED, code: '3457005', display: 'Patient referral' },
};

/** What is ordered: words, or the range that rooming then marks a saturation by (clinic/rooming V25). */
function ordered({ kind, text }: Order): Pick<ServiceRequest, 'code' | 'quantityRange'> {
  const target = kind === 'oxygen-target' ? readOxygenTarget(text) : undefined;
  if (!target) return { code: { text } };
  const percent = (value: number) => ({ value, unit: '%', system: UCUM, code: '%' });
  return {
    code: {
      coding: [{ system: LOINC, code: OXYGEN_SATURATION, display: 'Oxygen saturation by pulse oximetry' }],
      text: `SpO₂ ${target.low}–${target.high} %`,
    },
    quantityRange: { low: percent(target.low), high: percent(target.high) },
  };
}

function request(
  context: CommandContext<string>,
  visit: OpenVisit,
  input: Order,
): ServiceRequest & { id: string } {
  const category = CATEGORY[input.kind === 'medication' ? 'procedure' : input.kind];
  return {
    resourceType: 'ServiceRequest',
    ...common(context, visit, input),
    category: [{ coding: [category] }],
    ...ordered(input),
    ...(input.directions ? { note: [{ text: input.directions }] } : {}),
  };
}
