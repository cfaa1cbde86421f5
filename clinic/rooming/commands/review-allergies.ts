import { command } from '#capability/command.ts';
import { allergyState, isActiveAllergy } from '../rules/allergies.ts';
import { reviewAllergies } from './review-allergies.contract.ts';
import { keptReview, roomingVisit } from './visit-context.ts';

export const reviewAllergiesCommand = command(reviewAllergies, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const allergies = await context.find('AllergyIntolerance', { patient: visit.patient, _count: '200' });
  if (allergyState(allergies) === 'not-asked') return context.refuse('never-asked', '');
  const entries = allergies.filter(isActiveAllergy).map((one) => `AllergyIntolerance/${one.id}`);
  const list = await keptReview(context, visit, { kind: 'allergies', entries });
  return { save: [list], result: { id: list.id ?? '' } };
});
