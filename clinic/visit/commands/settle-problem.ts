import { changes, command } from '#capability/command.ts';
import { CONDITION_CLINICAL } from '#fhir/systems.ts';
import type { Condition } from '#fhir/types.ts';
import { withdrawn } from './remove-diagnosis.ts';
import { settleProblem } from './settle-problem.contract.ts';

export const settleProblemCommand = command(settleProblem, async (context, input) => {
  const condition = await context.read('Condition', input.condition);
  if (condition.category?.some(({ coding }) => coding?.some(({ code }) => code === 'encounter-diagnosis')))
    return context.refuse('not-a-problem', 'condition');
  if (input.as === 'entered-in-error') return changes({}, withdrawn(condition));
  const { abatementDateTime: _before, ...rest } = condition;
  const settled: Condition = {
    ...rest,
    clinicalStatus: { coding: [{ system: CONDITION_CLINICAL, code: input.as }] },
    ...(input.as === 'resolved' ? { abatementDateTime: context.now.toISOString() } : {}),
  };
  return changes({}, settled);
});
