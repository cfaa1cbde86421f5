import type { Observation } from '#fhir/types.ts';

/** SNOMED CT answers to LOINC 82810-3 that mean pregnant. */
const PREGNANT = '77386006';
/** A pregnancy status older than this says nothing about today: 40 weeks and six weeks after birth. */
const STALE_MS = 46 * 7 * 86_400_000;

/** Pregnant or just after birth (README V8), by the newest pregnancy status; `now` in ms since the epoch. */
export function pregnantNow(statuses: readonly Observation[], now: number): boolean {
  const newest = [...statuses]
    .filter((one) => one.status !== 'entered-in-error')
    .sort((one, other) => (other.effectiveDateTime ?? '').localeCompare(one.effectiveDateTime ?? ''))[0];
  const said = newest?.valueCodeableConcept?.coding?.some((coding) => coding.code === PREGNANT) === true;
  return said && now - Date.parse(newest?.effectiveDateTime ?? '') < STALE_MS;
}
