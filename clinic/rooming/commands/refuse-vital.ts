import { command } from '#capability/command.ts';
import { keepVersion } from '#clinic/screening/public.ts';
import { refusedVital } from '../rules/vital-observation.ts';
import { refuseVital } from './refuse-vital.contract.ts';
import { roomingVisit } from './visit-context.ts';

export const refuseVitalCommand = command(refuseVital, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const { vital, reason, note, reading } = input;
  const saved = await keepVersion(context, refusedVital({ vital, reason, note, reading }, visit.stamp));
  return { save: [saved], result: { id: saved.id ?? '' } };
});
