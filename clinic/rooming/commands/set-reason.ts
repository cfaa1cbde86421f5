import { command } from '#capability/command.ts';
import { EXT } from '#fhir/medley.ts';
import type { CodeableConcept } from '#fhir/types.ts';
import { redFlagsSaid } from '../rules/red-flags.ts';
import { setReason } from './set-reason.contract.ts';
import { roomingVisit } from './visit-context.ts';

export const setReasonCommand = command(setReason, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const { reasonCode: _, ...rest } = visit.encounter;
  const first: CodeableConcept = {
    text: input.reason,
    ...(input.onset ? { extension: [{ url: EXT.onset, valueString: input.onset }] } : {}),
  };
  const reasons = [first, ...input.agenda.map((text) => ({ text }))].filter((one) => one.text !== '');
  return {
    save: [reasons.length > 0 ? { ...rest, reasonCode: reasons } : rest],
    result: { redFlags: redFlagsSaid(input.reason) },
  };
});
