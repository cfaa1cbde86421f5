import type { CommandContext } from '#capability/command.ts';
import type { Refused } from '#capability/contract.ts';
import type { Stored, Task } from '#fhir/types.ts';
import { isOpen, type Kind, kindOf } from '../rules/kinds.ts';
import { endedBy, type Hand } from '../rules/outcome.ts';

type Refusal = 'no-such-work' | 'done-already';

/** The Task if it is of this kind and still open, else the refusal; who came first is named. */
export async function openTask<More extends string>(
  context: CommandContext<More | Refusal>,
  { task: id, kind, at }: { task: string; kind: Kind; at: string },
): Promise<Stored<Task> | Refused<More | Refusal>> {
  const task = await context.readIfAny('Task', id);
  if (!task || kindOf(task) !== kind) return context.refuse('no-such-work', at);
  return isOpen(task) ? task : context.refuse('done-already', at, { by: endedBy(task) });
}

export const isTask = (one: Stored<Task> | Refused<string>): one is Stored<Task> => 'resourceType' in one;

export const handOf = ({ who, now }: Pick<CommandContext, 'who' | 'now'>): Hand => ({
  who: { reference: who.reference as `Practitioner/${string}`, display: who.display },
  at: now.toISOString(),
});
