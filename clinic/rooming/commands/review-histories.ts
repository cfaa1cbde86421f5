import { command, type ViewContext } from '#capability/command.ts';
import { reviewHistories } from './review-histories.contract.ts';
import { keptReview, roomingVisit } from './visit-context.ts';

export const reviewHistoriesCommand = command(reviewHistories, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const review = await keptReview(context, visit, {
    kind: 'histories',
    entries: await historyReferences(context, visit.patient),
  });
  return { save: [review], result: { id: review.id ?? '' } };
});

/** References of all that was gone through: active problems, procedures, family history. */
export async function historyReferences(context: ViewContext, patient: string): Promise<string[]> {
  const [problems, procedures, family] = await Promise.all([
    context.find('Condition', { patient, 'clinical-status': 'active', _count: '200' }),
    context.find('Procedure', { patient, _sort: '-date', _count: '100' }),
    context.find('FamilyMemberHistory', { patient, _count: '50' }),
  ]);
  return [...problems, ...procedures, ...family].map((one) => `${one.resourceType}/${one.id}`);
}
