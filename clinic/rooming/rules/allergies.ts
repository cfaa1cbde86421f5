/** Allergies (README A1-A3): no known, no known drug, and not asked are three things. */
import { reference } from '#fhir/reference.ts';
import { ALLERGY_CLINICAL, ALLERGY_VERIFICATION, SNOMED, US_CORE } from '#fhir/systems.ts';
import type { AllergyIntolerance, Coding, Stored } from '#fhir/types.ts';
import type { VitalContext } from './vital-observation.ts';

const NO_KNOWN = {
  'no-known': { code: '716186003', display: 'No known allergy' },
  'no-known-drug': { code: '409137002', display: 'No known drug allergy' },
} as const;
export type NoKnown = keyof typeof NO_KNOWN;
export const NO_KNOWN_KEYS = ['no-known', 'no-known-drug'] as const;

/** Common reactions: one key each. SNOMED CT findings. */
export const REACTIONS = [
  { code: 'hives', snomed: '126485001', key: 'h' },
  { code: 'rash', snomed: '271807003', key: 'r' },
  { code: 'anaphylaxis', snomed: '39579001', key: 'a' },
  { code: 'swelling', snomed: '41291007', key: 's' },
  { code: 'nausea', snomed: '422587007', key: 'n' },
  { code: 'breathing', snomed: '267036007', key: 'b' },
] as const;
export type ReactionCode = (typeof REACTIONS)[number]['code'];
export const REACTION_CODES = ['hives', 'rash', 'anaphylaxis', 'swelling', 'nausea', 'breathing'] as const;

export const isActiveAllergy = (allergy: AllergyIntolerance): boolean =>
  !allergy.clinicalStatus?.coding?.some((coding) => coding.code !== 'active') &&
  !allergy.verificationStatus?.coding?.some(
    (coding) => coding.code === 'entered-in-error' || coding.code === 'refuted',
  );

/** Which "no known" an allergy record says, or undefined when it names a substance. */
export function noKnownOf(allergy: AllergyIntolerance): NoKnown | undefined {
  const codes = allergy.code?.coding?.map((coding) => coding.code) ?? [];
  return NO_KNOWN_KEYS.find((key) => codes.includes(NO_KNOWN[key].code));
}

export type AllergyState = 'not-asked' | 'no-known' | 'no-known-drug' | 'listed';

/** A1: what the record says: a substance beats "no known"; nothing at all is "not asked". */
export function allergyState(allergies: readonly AllergyIntolerance[]): AllergyState {
  const active = allergies.filter(isActiveAllergy);
  if (active.some((one) => noKnownOf(one) === undefined)) return 'listed';
  if (active.some((one) => noKnownOf(one) === 'no-known')) return 'no-known';
  return active.length > 0 ? 'no-known-drug' : 'not-asked';
}

/** A2: does "none of this kind" contradict an active allergy? */
export const contradicts = (kind: NoKnown, allergies: readonly AllergyIntolerance[]): boolean =>
  allergies
    .filter(isActiveAllergy)
    .some(
      (one) =>
        noKnownOf(one) === undefined &&
        (kind === 'no-known' || one.category?.includes('medication') === true),
    );

export interface NewAllergy {
  readonly substance: { readonly text: string; readonly coding?: Coding };
  readonly type: 'allergy' | 'intolerance';
  readonly category: 'medication' | 'food' | 'environment' | 'biologic';
  readonly criticality?: 'low' | 'high' | 'unable-to-assess' | undefined;
  readonly reaction?: ReactionCode | undefined;
  readonly severity?: 'mild' | 'moderate' | 'severe' | undefined;
  readonly onset?: string | undefined;
}

const active = { clinicalStatus: { coding: [{ system: ALLERGY_CLINICAL, code: 'active' }] } };

/** An allergy as the patient tells it: unconfirmed until someone licensed confirms it. */
export function allergyOf(given: NewAllergy, id: string, context: VitalContext): AllergyIntolerance {
  const reaction = REACTIONS.find((row) => row.code === given.reaction);
  return {
    ...frame(id, context),
    ...active,
    verificationStatus: { coding: [{ system: ALLERGY_VERIFICATION, code: 'unconfirmed' }] },
    type: given.type,
    category: [given.category],
    code: {
      ...(given.substance.coding ? { coding: [given.substance.coding] } : {}),
      text: given.substance.text,
    },
    ...(given.criticality ? { criticality: given.criticality } : {}),
    ...(given.onset ? { onsetString: given.onset } : {}),
    ...(reaction
      ? {
          reaction: [
            {
              manifestation: [
                {
                  coding: [{ system: SNOMED, code: reaction.snomed, display: reaction.code }],
                  text: reaction.code,
                },
              ],
              ...(given.severity ? { severity: given.severity } : {}),
            },
          ],
        }
      : {}),
  };
}

/** "No known (drug) allergies", confirmed by having asked. */
export function noKnownAllergy(kind: NoKnown, id: string, context: VitalContext): AllergyIntolerance {
  return {
    ...frame(id, context),
    ...active,
    verificationStatus: { coding: [{ system: ALLERGY_VERIFICATION, code: 'confirmed' }] },
    code: { coding: [{ system: SNOMED, ...NO_KNOWN[kind] }], text: NO_KNOWN[kind].display },
  };
}

const frame = (id: string, context: VitalContext): AllergyIntolerance => ({
  resourceType: 'AllergyIntolerance',
  id,
  meta: { profile: [US_CORE.allergy] },
  patient: reference('Patient', context.patient) as AllergyIntolerance['patient'],
  encounter: reference('Encounter', context.encounter) as NonNullable<AllergyIntolerance['encounter']>,
  recordedDate: context.at,
  recorder: context.performer as NonNullable<AllergyIntolerance['recorder']>,
});

/** An allergy record that is over: resolved, or never so. */
export function closedAllergy(
  allergy: Stored<AllergyIntolerance>,
  how: 'resolved' | 'entered-in-error',
): AllergyIntolerance {
  if (how === 'resolved')
    return { ...allergy, clinicalStatus: { coding: [{ system: ALLERGY_CLINICAL, code: 'resolved' }] } };
  const { clinicalStatus: _, ...rest } = allergy;
  return {
    ...rest,
    verificationStatus: { coding: [{ system: ALLERGY_VERIFICATION, code: 'entered-in-error' }] },
  };
}
