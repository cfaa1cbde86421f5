import { command } from '#capability/command.ts';
import { reference } from '#fhir/reference.ts';
import { LOINC, OBSERVATION_CATEGORY, SNOMED, UCUM, US_CORE } from '#fhir/systems.ts';
import type { Observation } from '#fhir/types.ts';
import { offerCessation, packYears, TOBACCO } from '../rules/tobacco.ts';
import { keepVersion } from './keep-version.ts';
import { openVisit } from './open-visit.ts';
import { recordTobacco } from './record-tobacco.contract.ts';

export const recordTobaccoCommand = command(recordTobacco, async (context, input) => {
  const visit = await openVisit(context, input.encounter);
  if (!visit) return context.refuse('visit-over', 'encounter');
  const row = TOBACCO.find((one) => one.status === input.status);
  const common = {
    resourceType: 'Observation',
    status: 'final',
    category: [
      { coding: [{ system: OBSERVATION_CATEGORY, code: 'social-history', display: 'Social History' }] },
    ],
    subject: reference('Patient', visit.patient),
    encounter: reference('Encounter', input.encounter),
    effectiveDateTime: context.now.toISOString(),
    performer: [{ reference: context.who.reference, display: context.who.display }],
  } as unknown as Observation;
  const status: Observation = {
    ...common,
    id: `tobacco-${input.encounter}`.slice(0, 64),
    meta: { profile: [US_CORE.smokingStatus] },
    code: {
      coding: [{ system: LOINC, code: '72166-2', display: 'Tobacco smoking status' }],
      text: 'Tobacco smoking status',
    },
    valueCodeableConcept: {
      coding: [{ system: SNOMED, code: row?.snomed ?? '', display: row?.display ?? '' }],
      text: row?.display ?? '',
    },
  };
  const years =
    input.packsPerDay !== undefined && input.years !== undefined
      ? packYears(input.packsPerDay, input.years)
      : undefined;
  const smoked: Observation | undefined =
    years === undefined
      ? undefined
      : {
          ...common,
          id: `pack-years-${input.encounter}`.slice(0, 64),
          code: {
            coding: [
              {
                system: LOINC,
                code: '8664-5',
                display: 'Cigarettes smoked total (pack per year) - Reported',
              },
            ],
            text: 'Pack-years',
          },
          valueQuantity: { value: years, unit: 'pack-years', system: UCUM, code: '{PackYears}' },
        };
  const save = await Promise.all(
    [status, ...(smoked ? [smoked] : [])].map((one) => keepVersion(context, one)),
  );
  return {
    save,
    result: { id: status.id ?? '', packYears: years, offerCessation: offerCessation(input.status) },
  };
});
