import type { ViewContext } from '#capability/command.ts';
import { keepVersion } from '#clinic/screening/public.ts';
import type { Observation } from '#fhir/types.ts';
import { averageObservation, type Sizes, sizeObservations } from '../rules/computed-observation.ts';
import type { Measured } from '../rules/entry.ts';
import type { VitalSubject } from '../rules/judge-vital.ts';
import { averagePressure } from '../rules/repeat-pressure.ts';
import { readVital, vitalId } from '../rules/vital-observation.ts';
import type { VitalKey } from '../rules/vitals.ts';
import type { RoomingVisit } from './visit-context.ts';

interface Given {
  readonly saved: Observation;
  readonly measured: Measured;
  readonly subject: VitalSubject;
  readonly vital: VitalKey;
}

/** What follows from the value just measured: committed with it, so that a BMI never disagrees with its weight. */
export async function computedFrom(
  context: ViewContext,
  visit: RoomingVisit,
  given: Given,
): Promise<Observation[]> {
  const found =
    given.vital === 'blood-pressure'
      ? await average(context, visit, given)
      : await sizes(context, visit, given);
  return Promise.all(found.map((one) => keepVersion(context, one)));
}

const READINGS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

async function average(context: ViewContext, visit: RoomingVisit, given: Given): Promise<Observation[]> {
  const others = await context.readMany(
    'Observation',
    READINGS.map((reading) => vitalId('blood-pressure', visit.encounter.id, reading)).filter(
      (id) => id !== given.saved.id,
    ),
  );
  const readings = [...others, given.saved]
    .flatMap((one) => readVital(one) ?? [])
    .filter((one) => one.numbers.length === 2);
  const timed = readings.map((one) => ({
    systolic: one.numbers[0] ?? 0,
    diastolic: one.numbers[1] ?? 0,
    at: Date.parse(one.at),
    position: one.qualifiers.position,
  }));
  const mean = averagePressure(timed);
  return mean
    ? [
        averageObservation(
          mean,
          readings.map((one) => one.id),
          visit.stamp,
        ),
      ]
    : [];
}

async function sizes(context: ViewContext, visit: RoomingVisit, given: Given): Promise<Observation[]> {
  if (given.vital !== 'weight' && given.vital !== 'height' && given.vital !== 'head') return [];
  const value = { value: given.measured.numbers[0] ?? Number.NaN, id: given.saved.id ?? '' };
  const here = async (vital: VitalKey) => {
    const found = await context.readIfAny('Observation', vitalId(vital, visit.encounter.id));
    const read = found ? readVital(found) : undefined;
    return read?.numbers[0] === undefined ? undefined : { value: read.numbers[0], id: read.id };
  };
  if (given.vital === 'head') return sizeObservations({ head: value }, given.subject, visit.stamp);
  const other = await here(given.vital === 'weight' ? 'height' : 'weight');
  if (!other) return [];
  const both: Sizes =
    given.vital === 'weight'
      ? { kilograms: value, centimetres: other }
      : { kilograms: other, centimetres: value };
  return sizeObservations(both, given.subject, visit.stamp);
}
