import { changes, command } from '#capability/command.ts';
import { PARTICIPATION_TYPE } from '#fhir/systems.ts';
import type { Encounter } from '#fhir/types.ts';
import { takeVisit } from './take-visit.contract.ts';

export const takeVisitCommand = command(takeVisit, async (context, input) => {
  const encounter = await context.read('Encounter', input.encounter);
  if (encounter.status === 'finished' || encounter.status === 'cancelled')
    return context.refuse('visit-over', 'encounter');
  const others = (encounter.participant ?? []).filter(
    ({ type }) => !type?.some(({ coding }) => coding?.some(({ code }) => code === 'PPRF')),
  );
  const me: NonNullable<Encounter['participant']>[number] = {
    type: [{ coding: [{ system: PARTICIPATION_TYPE, code: 'PPRF', display: 'primary performer' }] }],
    individual: { reference: context.who.reference, display: context.who.display } as NonNullable<
      NonNullable<Encounter['participant']>[number]['individual']
    >,
  };
  return changes({}, { ...encounter, participant: [...others, me] });
});
