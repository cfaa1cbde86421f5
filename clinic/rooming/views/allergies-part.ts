import { wordsOf } from '#fhir/concept.ts';
import type { AllergyIntolerance, Stored } from '#fhir/types.ts';
import { allergyState, isActiveAllergy, noKnownOf } from '../rules/allergies.ts';
import type { VisitPage } from './visit-page.contract.ts';

/** What the allergy section lists. */
export function allergiesPart(
  allergies: readonly Stored<AllergyIntolerance>[],
): Pick<VisitPage['allergies'], 'state' | 'rows'> {
  const rows = allergies
    .filter((one) => isActiveAllergy(one) && noKnownOf(one) === undefined)
    .map((one) => {
      const reaction = one.reaction?.[0];
      const manifestation = reaction?.manifestation[0];
      return {
        id: one.id,
        substance: wordsOf(one.code),
        reaction: wordsOf(manifestation) || undefined,
        onset: one.onsetString ?? one.onsetDateTime?.slice(0, 4) ?? one.recordedDate?.slice(0, 4),
        severe:
          one.criticality === 'high' || reaction?.severity === 'severe' ? ('yes' as const) : ('no' as const),
      };
    });
  return { state: allergyState(allergies), rows };
}
