import { command } from '#capability/command.ts';
import { vitalId } from '../rules/vital-observation.ts';
import { roomingVisit } from './visit-context.ts';
import { withdrawVital } from './withdraw-vital.contract.ts';

export const withdrawVitalCommand = command(withdrawVital, async (context, input) => {
  const visit = await roomingVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const found = await context.readIfAny('Observation', vitalId(input.vital, input.encounter, input.reading));
  if (!found || found.status === 'entered-in-error') return context.refuse('not-recorded', 'vital');
  // What was computed from it goes with it: a BMI of a withdrawn weight is wrong too.
  const computed = await context.readMany(
    'Observation',
    ['bmi', 'bmi-percentile', 'wfl-percentile', 'head-percentile', 'bp-average'].map((name) =>
      `${name}-${input.encounter}`.slice(0, 64),
    ),
  );
  const derived = computed.filter((one) =>
    one.derivedFrom?.some((from) => from.reference === `Observation/${found.id}`),
  );
  return {
    save: [found, ...derived].map((one) => ({ ...one, status: 'entered-in-error' as const })),
    result: { id: found.id },
  };
});
