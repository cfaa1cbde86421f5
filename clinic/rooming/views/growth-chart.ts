import { view } from '#capability/command.ts';
import { ageOn, chartMonths } from '#fhir/age.ts';
import { localDay } from '#fhir/dates.ts';
import { idOf } from '#fhir/reference.ts';
import type { Observation, Stored } from '#fhir/types.ts';
import { type GrowthPoint, growthChart } from './growth-chart.contract.ts';

const CODES: Readonly<Record<string, GrowthPoint['measure']>> = {
  '29463-7': 'weight',
  '8302-2': 'length',
  '8306-3': 'length',
  '39156-5': 'bmi',
  '9843-4': 'head',
};

export const growthChartView = view(growthChart, 100, async (context, input) => {
  const encounter = await context.read('Encounter', input.encounter);
  const patient = idOf(encounter.subject, 'Patient') ?? '';
  const [person, sizes] = await Promise.all([
    context.read('Patient', patient),
    context.find('Observation', {
      patient,
      code: Object.keys(CODES).join(','),
      _sort: '-date',
      _count: '400',
    }),
  ]);
  const points = sizes.flatMap((one) => pointOf(one, person.birthDate, context.clinic.zone) ?? []);
  return { points: points.sort((one, other) => one.months - other.months) };
});

function pointOf(
  observation: Stored<Observation>,
  born: string | undefined,
  zone: string,
): GrowthPoint | undefined {
  const measure = observation.code.coding
    ?.map((coding) => CODES[coding.code ?? ''])
    .find((found) => found !== undefined);
  const { value } = observation.valueQuantity ?? {};
  if (
    !measure ||
    value === undefined ||
    !observation.effectiveDateTime ||
    observation.status === 'entered-in-error'
  )
    return undefined;
  const age = ageOn(born, localDay(Date.parse(observation.effectiveDateTime), zone));
  return age ? { measure, months: chartMonths(age), value } : undefined;
}
