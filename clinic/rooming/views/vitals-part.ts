import { idOf } from '#fhir/reference.ts';
import type { Observation, Stored } from '#fhir/types.ts';
import { readVital } from '../rules/vital-observation.ts';
import { VITAL_KEYS } from '../rules/vitals.ts';
import type { Trend, VitalRow } from './visit-page.contract.ts';

/** Points a sparkline has room for. */
const TREND_POINTS = 12;

const here = (one: Observation, encounter: string): boolean => idOf(one.encounter, 'Encounter') === encounter;

/** The vitals of this visit, blood pressures in the order they were taken. */
export function vitalRows(observations: readonly Stored<Observation>[], encounter: string): VitalRow[] {
  return observations
    .filter((one) => here(one, encounter))
    .flatMap((one) => readVital(one) ?? [])
    .sort((one, other) => one.reading - other.reading);
}

/** For each vital the values before this visit, oldest first. */
export function trendsPart(observations: readonly Stored<Observation>[], encounter: string): Trend[] {
  const earlier = observations
    .filter((one) => !here(one, encounter))
    .flatMap((one) => readVital(one) ?? [])
    .filter((one) => one.numbers.length > 0);
  return VITAL_KEYS.map((vital) => ({
    vital,
    points: earlier
      .filter((one) => one.vital === vital)
      .slice(0, TREND_POINTS)
      .map(({ at, numbers }) => ({ at, numbers }))
      .reverse(),
  })).filter((trend) => trend.points.length > 0);
}

/** When vitals were last taken before this visit. */
export const lastVitals = (
  observations: readonly Stored<Observation>[],
  encounter: string,
): string | undefined =>
  observations
    .filter((one) => !here(one, encounter) && one.effectiveDateTime)
    .map((one) => one.effectiveDateTime ?? '')
    .sort()
    .at(-1);
