import { command } from '#capability/command.ts';
import {
  acknowledgedCall,
  isProviderCall,
  secondsToAcknowledge,
} from '#clinic/screening/rules/provider-now.ts';
import { acknowledgeCall } from './acknowledge-call.contract.ts';

export const acknowledgeCallCommand = command(acknowledgeCall, async (context, input) => {
  const task = await context.read('Task', input.call);
  if (!isProviderCall(task)) return context.refuse('not-a-call', 'call');
  if (task.status !== 'requested') return context.refuse('already-acknowledged', 'call');
  const at = context.now.toISOString();
  const taken = acknowledgedCall(
    task,
    { reference: context.who.reference, display: context.who.display },
    at,
  );
  const noted = input.note
    ? { ...taken, note: [...(taken.note ?? []), { text: input.note, time: at }] }
    : taken;
  return { save: [noted], result: { seconds: secondsToAcknowledge(noted) ?? 0 } };
});
