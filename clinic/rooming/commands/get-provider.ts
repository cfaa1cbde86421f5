import { command } from '#capability/command.ts';
import { openCall, providerOf } from '#clinic/screening/public.ts';
import { providerCall } from '#clinic/screening/rules/provider-now.ts';
import { redFlagOf } from '../rules/red-flags.ts';
import { getProvider } from './get-provider.contract.ts';
import { roomingVisit } from './visit-context.ts';

export const getProviderCommand = command(getProvider, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const stray = input.flags.findIndex((flag) => !redFlagOf(flag));
  if (stray >= 0) return context.refuse('unknown-flag', `flags.${stray}`);
  const open = await openCall(context, input.encounter);
  const call = {
    id: context.newId(),
    encounter: input.encounter,
    patient: visit.patient,
    provider: providerOf(visit.encounter),
    caller: visit.stamp.performer,
    flags: input.flags,
    note: input.note,
    at: visit.stamp.at,
  };
  // A call that was answered is over; a new reason is a new call with its own clock.
  const task = providerCall(call, open?.status === 'requested' ? open : undefined);
  return { save: [task], result: { id: task.id ?? '' } };
});
