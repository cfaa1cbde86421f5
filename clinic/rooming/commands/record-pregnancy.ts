import { command } from '#capability/command.ts';
import { keepVersion } from '#clinic/screening/public.ts';
import { pregnancyObservation } from '../rules/pregnancy.ts';
import { recordPregnancy } from './record-pregnancy.contract.ts';
import { roomingVisit } from './visit-context.ts';

export const recordPregnancyCommand = command(recordPregnancy, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const saved = await keepVersion(context, pregnancyObservation(input.answer, visit.stamp));
  return { save: [saved], result: { id: saved.id ?? '' } };
});
