import { command } from '#capability/command.ts';
import { urgencyOf } from '../rules/due.ts';
import { callTask, completed } from '../rules/outcome.ts';
import { handOf, isTask, openTask } from './open-task.ts';
import { reviewResult } from './review-result.contract.ts';

export const reviewResultCommand = command(reviewResult, async (context, input) => {
  const task = await openTask(context, { task: input.task, kind: 'review-result', at: 'task' });
  if (!isTask(task)) return task;
  const hand = handOf(context);
  const reviewed = completed(task, input.note || 'Reviewed', hand);
  if (!input.call) return { save: [reviewed], result: { call: undefined } };
  const call = callTask(
    task,
    { ...input.call, id: context.newId(), urgency: urgencyOf(task.priority) },
    hand,
  );
  return { save: [reviewed, call], result: { call: call.id } };
});
