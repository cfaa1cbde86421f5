import { changes, command } from '#capability/command.ts';
import { reference } from '#fhir/reference.ts';
import { SNOMED } from '#fhir/systems.ts';
import { Temporal } from '#fhir/temporal.ts';
import type { ServiceRequest } from '#fhir/types.ts';
import { followUpWindow } from '../rules/follow-up.ts';
import { FOLLOW_UP_CODE, followUpOf, patientOf } from '../views/visit-facts.ts';
import { requestFollowUp } from './request-follow-up.contract.ts';

export const requestFollowUpCommand = command(requestFollowUp, async (context, input) => {
  const encounter = await context.read('Encounter', input.encounter);
  if (encounter.status === 'cancelled' || encounter.status === 'entered-in-error')
    return context.refuse('visit-over', 'encounter');
  const today = Temporal.Instant.fromEpochMilliseconds(context.now.getTime())
    .toZonedDateTimeISO(context.clinic.zone)
    .toPlainDate();
  const { start, end } = followUpWindow(today.toString(), input);
  const earlier = await followUpOf(context, input.encounter);
  const order: ServiceRequest & { id: string } = {
    ...(earlier ?? { resourceType: 'ServiceRequest' as const, id: context.newId() }),
    status: 'active',
    intent: 'plan',
    code: {
      coding: [{ system: SNOMED, code: FOLLOW_UP_CODE, display: 'Follow-up visit' }],
      text: 'Follow-up visit',
    },
    subject: reference('Patient', patientOf(encounter)),
    encounter: reference('Encounter', input.encounter),
    occurrencePeriod: { start, end },
    authoredOn: context.now.toISOString(),
    requester: { reference: context.who.reference, display: context.who.display },
    reasonCode: input.reason ? [{ text: input.reason }] : [],
  };
  if (!input.reason) delete order.reasonCode;
  return changes({ order: order.id, start, end }, order);
});
