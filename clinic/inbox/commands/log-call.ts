import { command } from '#capability/command.ts';
import { attempted } from '../rules/outcome.ts';
import { logCall } from './log-call.contract.ts';
import { handOf, isTask, openTask } from './open-task.ts';

export const logCallCommand = command(logCall, async (context, input) => {
  const task = await openTask(context, { task: input.task, kind: 'call-patient', at: 'task' });
  if (!isTask(task)) return task;
  if (input.outcome === 'reached' && !input.identified) return context.refuse('identify-first', 'identified');
  const after = attempted(task, { outcome: input.outcome, words: input.note ?? '' }, handOf(context));
  return { save: [after], result: { done: after.status === 'completed' } };
});
