/**
 * The few SNOMED CT concepts Medley writes, by what they mean to us, in our own words. Not a terminology: identifiers
 * only (see ../allergies/SOURCE.md on the licence). Every id passes its check digit (snomed-few.test.ts).
 */
export interface Concept {
  readonly code: string;
  readonly display: string;
}

const concept = (code: string, display: string): Concept => ({ code, display });

/** Statements that somebody has no allergies. Not asked is neither: it is the absence of both. */
export const NO_ALLERGY = {
  noKnownAllergy: concept('716186003', 'No known allergy'),
  noKnownDrugAllergy: concept('409137002', 'No known drug allergy'),
} as const;

/** Answers to the tobacco question (LOINC 72166-2), the list of US Core 6.1.0. */
export const TOBACCO = {
  everyDay: concept('449868002', 'Smokes tobacco every day'),
  someDays: concept('428041000124106', 'Smokes tobacco some days'),
  former: concept('8517006', 'Used to smoke'),
  never: concept('266919005', 'Never smoked'),
  smoker: concept('77176002', 'Smoker, how much is not known'),
  heavy: concept('428071000124103', 'Smokes heavily'),
  light: concept('428061000124105', 'Smokes lightly'),
  unknown: concept('266927001', 'Not known whether smoking'),
} as const;

/** Where and how something was measured or given. */
export const BODY_SITE = {
  rightArm: concept('368209003', 'Right upper arm'),
  leftArm: concept('368208006', 'Left upper arm'),
  rightThigh: concept('11207009', 'Right thigh'),
  leftThigh: concept('61396006', 'Left thigh'),
} as const;

export const POSITION = {
  sitting: concept('33586001', 'Sitting'),
  standing: concept('10904000', 'Standing'),
  lying: concept('102538003', 'Lying'),
  supine: concept('40199007', 'Lying on the back'),
} as const;

export const FOLLOW_UP = concept('390906007', 'Follow-up visit');

/** Everything above, for look-ups by code. */
export const CONCEPTS: readonly Concept[] = [
  NO_ALLERGY,
  TOBACCO,
  BODY_SITE,
  POSITION,
  { followUp: FOLLOW_UP },
].flatMap((group) => Object.values(group));

const byCode = new Map(CONCEPTS.map((one) => [one.code, one]));

/** Our words for a SNOMED CT code, when it is one of ours. */
export const snomedDisplay = (code: string): string | undefined => byCode.get(code)?.display;
