import type { ViewContext } from '#capability/command.ts';
import { ageOn } from '#fhir/age.ts';
import { localDay } from '#fhir/dates.ts';
import { idOf } from '#fhir/reference.ts';
import type { Observation, Stored } from '#fhir/types.ts';
import type { Earlier } from '../rules/confirm-entry.ts';
import type { VitalSubject } from '../rules/judge-vital.ts';
import { OXYGEN_SATURATION, oxygenTarget } from '../rules/oxygen-target.ts';
import { pregnantNow } from '../rules/pregnancy.ts';
import { readVital } from '../rules/vital-observation.ts';
import { type VitalKey, vitalOf } from '../rules/vitals.ts';
import type { RoomingVisit } from './visit-context.ts';

const DAY_MS = 86_400_000;

/** Age on the clinic's day, sex, pregnancy and an ordered saturation: what limits depend on. */
export async function vitalSubject(context: ViewContext, patient: string): Promise<VitalSubject> {
  const [person, pregnancy, targets] = await Promise.all([
    context.read('Patient', patient),
    context.find('Observation', { patient, code: '82810-3', _sort: '-date', _count: '1' }),
    context.find('ServiceRequest', { patient, status: 'active', code: OXYGEN_SATURATION, _count: '10' }),
  ]);
  const today = localDay(context.now.getTime(), context.clinic.zone);
  const sex = person.gender === 'male' || person.gender === 'female' ? person.gender : undefined;
  return {
    age: ageOn(person.birthDate, today),
    sex,
    pregnant: pregnantNow(pregnancy, context.now.getTime()),
    oxygenTarget: oxygenTarget(targets),
    today,
  };
}

/** The last value of a vital before this visit; blood pressure with both numbers. */
export async function lastBefore(
  context: ViewContext,
  visit: RoomingVisit,
  vital: VitalKey,
): Promise<Earlier | undefined> {
  const found: Stored<Observation>[] = await context.find('Observation', {
    patient: visit.patient,
    code: vitalOf(vital).loinc,
    _sort: '-date',
    _count: '10',
  });
  for (const one of found) {
    if (idOf(one.encounter, 'Encounter') === visit.encounter.id) continue;
    const read = readVital(one);
    if (read && read.numbers.length > 0)
      return {
        numbers: read.numbers,
        daysAgo: Math.max(0, Math.floor((context.now.getTime() - Date.parse(read.at)) / DAY_MS)),
      };
  }
  return undefined;
}
