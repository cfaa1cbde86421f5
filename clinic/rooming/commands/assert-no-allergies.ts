import { command } from '#capability/command.ts';
import { contradicts, isActiveAllergy, noKnownAllergy, noKnownOf } from '../rules/allergies.ts';
import { assertNoAllergies } from './assert-no-allergies.contract.ts';
import { keptReview, roomingVisit } from './visit-context.ts';

export const assertNoAllergiesCommand = command(assertNoAllergies, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const allergies = await context.find('AllergyIntolerance', { patient: visit.patient, _count: '200' });
  if (contradicts(input.kind, allergies)) return context.refuse('has-allergies', 'kind');
  const active = allergies.filter(isActiveAllergy);
  const same = active.find((one) => noKnownOf(one) === input.kind);
  const said = same ?? noKnownAllergy(input.kind, context.newId(), visit.stamp);
  const others = active
    .filter((one) => noKnownOf(one) === undefined)
    .map((one) => `AllergyIntolerance/${one.id}`);
  const list = await keptReview(context, visit, {
    kind: 'allergies',
    entries: [`AllergyIntolerance/${said.id}`, ...others],
  });
  return { save: same ? [list] : [said, list], result: { id: said.id ?? '' } };
});
