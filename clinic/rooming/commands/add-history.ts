import { command } from '#capability/command.ts';
import { historyOf } from '../rules/histories.ts';
import { addHistory } from './add-history.contract.ts';
import { historyReferences } from './review-histories.ts';
import { keptReview, roomingVisit } from './visit-context.ts';

export const addHistoryCommand = command(addHistory, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const { encounter: _, ...given } = input;
  const added = historyOf(given, context.newId(), visit.stamp);
  const entries = [...(await historyReferences(context, visit.patient)), `${added.resourceType}/${added.id}`];
  return {
    save: [added, await keptReview(context, visit, { kind: 'histories', entries })],
    result: { id: added.id ?? '' },
  };
});
