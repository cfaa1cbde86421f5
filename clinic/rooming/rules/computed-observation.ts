/** What is computed from measured vitals and kept beside them: average pressure (V9), BMI (V12), percentiles (V14). */
import { type Age, chartMonths } from '#fhir/age.ts';
import { reference } from '#fhir/reference.ts';
import { LOINC, OBSERVATION_CATEGORY, UCUM } from '#fhir/systems.ts';
import type { Observation } from '#fhir/types.ts';
import { bodyMassIndex, roundTo } from '#fhir/units.ts';
import { growth } from './growth/growth.ts';
import type { GrowthSex } from './growth/tables.ts';
import type { Pressure } from './judge-pressure.ts';
import type { VitalContext } from './vital-observation.ts';

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/';

interface Computed {
  readonly name: string;
  readonly code: string;
  readonly display: string;
  readonly value: number;
  readonly unit: string;
  readonly profile?: string;
  readonly from: readonly string[];
}

function computed(given: Computed, context: VitalContext): Observation {
  return {
    ...frame(given, context),
    valueQuantity: { value: given.value, unit: given.unit, system: UCUM, code: given.unit },
  };
}

function frame(given: Omit<Computed, 'value' | 'unit'>, context: VitalContext): Observation {
  return {
    resourceType: 'Observation',
    id: `${given.name}-${context.encounter}`.slice(0, 64),
    ...(given.profile ? { meta: { profile: [`${US_CORE}${given.profile}`] } } : {}),
    status: 'final',
    category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: 'vital-signs', display: 'Vital Signs' }] }],
    code: { coding: [{ system: LOINC, code: given.code, display: given.display }], text: given.display },
    subject: reference('Patient', context.patient) as NonNullable<Observation['subject']>,
    encounter: reference('Encounter', context.encounter) as NonNullable<Observation['encounter']>,
    effectiveDateTime: context.at,
    performer: [context.performer as NonNullable<Observation['performer']>[number]],
    derivedFrom: given.from.map((id) => reference('Observation', id)) as NonNullable<
      Observation['derivedFrom']
    >,
  };
}

/** The mean of the seated readings of the visit. */
export function averageObservation(
  pressure: Pressure,
  from: readonly string[],
  context: VitalContext,
): Observation {
  const part = (code: string, display: string, value: number) => ({
    code: { coding: [{ system: LOINC, code, display }], text: display },
    valueQuantity: { value, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' },
  });
  return {
    ...frame(
      {
        name: 'bp-average',
        code: '96607-7',
        display: 'Blood pressure panel mean systolic and mean diastolic',
        from,
      },
      context,
    ),
    component: [
      part('96608-5', 'Systolic blood pressure mean', pressure.systolic),
      part('96609-3', 'Diastolic blood pressure mean', pressure.diastolic),
    ],
  };
}

export interface BodySubject {
  readonly age: Age | undefined;
  readonly sex: GrowthSex | undefined;
}
export interface Sizes {
  readonly kilograms?: { readonly value: number; readonly id: string };
  readonly centimetres?: { readonly value: number; readonly id: string };
  readonly head?: { readonly value: number; readonly id: string };
}

/** BMI and, for children, its percentile, weight-for-length under two and head circumference to 36 months. */
export function sizeObservations(sizes: Sizes, subject: BodySubject, context: VitalContext): Observation[] {
  const { kilograms, centimetres, head } = sizes;
  const months = subject.age ? chartMonths(subject.age) : undefined;
  const found: Observation[] = [];
  const percent = (
    name: string,
    code: string,
    display: string,
    profile: string,
    value: number,
    from: readonly string[],
  ) =>
    found.push(
      computed({ name, code, display, profile, value: roundTo(value, 2), unit: '%', from }, context),
    );
  const bmi = kilograms && centimetres ? bodyMassIndex(kilograms.value, centimetres.value) : undefined;
  if (bmi && kilograms && centimetres) {
    const from = [kilograms.id, centimetres.id];
    found.push(
      computed(
        {
          name: 'bmi',
          code: '39156-5',
          display: 'Body mass index (BMI) [Ratio]',
          profile: 'us-core-bmi',
          value: roundTo(bmi, 2),
          unit: 'kg/m2',
          from,
        },
        context,
      ),
    );
    if (subject.sex && months !== undefined) {
      const place =
        months >= 24
          ? growth({ measure: 'bmi', sex: subject.sex, months, value: bmi })
          : growth({
              measure: 'weight-for-length',
              sex: subject.sex,
              months,
              value: kilograms.value,
              length: centimetres.value,
            });
      if (place && months >= 24)
        percent(
          'bmi-percentile',
          '59576-9',
          'Body mass index (BMI) [Percentile] Per age and sex',
          'pediatric-bmi-for-age',
          place.percentile,
          from,
        );
      if (place && months < 24)
        percent(
          'wfl-percentile',
          '77606-2',
          'Weight-for-length Per age and sex',
          'pediatric-weight-for-height',
          place.percentile,
          from,
        );
    }
  }
  if (head && subject.sex && months !== undefined && months <= 36) {
    const place = growth({ measure: 'head', sex: subject.sex, months, value: head.value });
    if (place)
      percent(
        'head-percentile',
        '8289-1',
        'Head Occipital-frontal circumference Percentile',
        'head-occipital-frontal-circumference-percentile',
        place.percentile,
        [head.id],
      );
  }
  return found;
}
