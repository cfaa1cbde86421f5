import { reference } from '#fhir/reference.ts';
import { LOINC, OBSERVATION_CATEGORY, SNOMED } from '#fhir/systems.ts';
import type { Observation } from '#fhir/types.ts';
import type { VitalContext } from './vital-observation.ts';

/** Answers to LOINC 82810-3 as US Core has them; one letter each. */
export const PREGNANCY = [
  { answer: 'no', key: 'n', snomed: '60001007', display: 'Not pregnant' },
  { answer: 'yes', key: 'y', snomed: '77386006', display: 'Pregnant' },
  { answer: 'unsure', key: 'q', snomed: '152231000119106', display: 'Pregnancy not yet confirmed' },
] as const;
export const PREGNANCY_ANSWERS = ['no', 'yes', 'unsure'] as const;
export type PregnancyAnswer = (typeof PREGNANCY_ANSWERS)[number];

/** A pregnancy status older than this says nothing about today: 40 weeks and six weeks after birth. */
const STALE_MS = 46 * 7 * 86_400_000;

const newest = (statuses: readonly Observation[]): Observation | undefined =>
  statuses
    .filter((one) => one.status !== 'entered-in-error')
    .sort((one, other) => (other.effectiveDateTime ?? '').localeCompare(one.effectiveDateTime ?? ''))[0];

/** What the newest status says, or undefined. */
export function pregnancyAnswer(statuses: readonly Observation[]): PregnancyAnswer | undefined {
  const codes = newest(statuses)?.valueCodeableConcept?.coding?.map((coding) => coding.code) ?? [];
  return PREGNANCY.find((row) => codes.includes(row.snomed))?.answer;
}

/** Pregnant or just after birth (README V8), by the newest pregnancy status; `now` in ms since the epoch. */
export function pregnantNow(statuses: readonly Observation[], now: number): boolean {
  const when = Date.parse(newest(statuses)?.effectiveDateTime ?? '');
  return pregnancyAnswer(statuses) === 'yes' && now - when < STALE_MS;
}

/** The answer of one visit. */
export function pregnancyObservation(answer: PregnancyAnswer, context: VitalContext): Observation {
  const row = PREGNANCY.find((one) => one.answer === answer);
  return {
    resourceType: 'Observation',
    id: `pregnancy-${context.encounter}`.slice(0, 64),
    meta: {
      profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-pregnancystatus'],
    },
    status: 'final',
    category: [
      { coding: [{ system: OBSERVATION_CATEGORY, code: 'social-history', display: 'Social History' }] },
    ],
    code: {
      coding: [{ system: LOINC, code: '82810-3', display: 'Pregnancy status' }],
      text: 'Pregnancy status',
    },
    subject: reference('Patient', context.patient) as NonNullable<Observation['subject']>,
    encounter: reference('Encounter', context.encounter) as NonNullable<Observation['encounter']>,
    effectiveDateTime: context.at,
    performer: [context.performer as NonNullable<Observation['performer']>[number]],
    valueCodeableConcept: {
      coding: [{ system: SNOMED, code: row?.snomed ?? '', display: row?.display ?? '' }],
      text: row?.display ?? '',
    },
  };
}
