import { command } from '#capability/command.ts';
import type { Stored, Task } from '#fhir/types.ts';
import { completed } from '../rules/outcome.ts';
import { resultOf, worstOf } from '../views/result-part.ts';
import { handOf, isTask, openTask } from './open-task.ts';
import { signNormal } from './sign-normal.contract.ts';

export const signNormalCommand = command(signNormal, async (context, { tasks }) => {
  const hand = handOf(context);
  const signed: Stored<Task>[] = [];
  for (const [index, id] of [...new Set(tasks)].entries()) {
    const at = `tasks.${index}`;
    const task = await openTask(context, { task: id, kind: 'review-result', at });
    if (!isTask(task)) return task;
    if (worstOf((await resultOf(context, task)).values) !== 'normal') return context.refuse('not-normal', at);
    signed.push(completed(task, 'Reviewed, normal', hand));
  }
  return { save: signed, result: { signed: signed.length } };
});
