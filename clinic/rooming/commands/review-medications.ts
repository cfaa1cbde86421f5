import { command } from '#capability/command.ts';
import { medications } from './answer-medication.ts';
import { reviewMedications } from './review-medications.contract.ts';
import { keptReview, roomingVisit } from './visit-context.ts';

export const reviewMedicationsCommand = command(reviewMedications, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const list = await medications(context, visit);
  const taken = list.filter((one) => one.answer !== 'not-taking');
  if (input.outcome === 'takes-nothing' && taken.length > 0)
    return context.refuse('still-listed', 'outcome', { count: taken.length });
  const empty = input.outcome === 'takes-nothing' ? 'nilknown' : 'unavailable';
  const review = await keptReview(context, visit, {
    kind: 'medications',
    entries: [],
    empty,
    note: input.outcome.replaceAll('-', ' '),
  });
  return { save: [review], result: { id: review.id ?? '' } };
});
