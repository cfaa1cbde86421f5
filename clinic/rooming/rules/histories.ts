/** Histories by difference (README H1, H2): what is added today; the rest is confirmed as unchanged. */
import { reference } from '#fhir/reference.ts';
import {
  CONDITION_CATEGORY,
  CONDITION_CLINICAL,
  CONDITION_VERIFICATION,
  ICD10CM,
  US_CORE,
} from '#fhir/systems.ts';
import type { Condition, FamilyMemberHistory, Procedure } from '#fhir/types.ts';
import type { VitalContext } from './vital-observation.ts';

export const HISTORY_KINDS = ['problem', 'procedure', 'family'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

const ROLE_CODE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
export const RELATIONS = [
  { code: 'MTH', key: 'm' },
  { code: 'FTH', key: 'f' },
  { code: 'SIB', key: 's' },
  { code: 'CHILD', key: 'c' },
  { code: 'GRPRN', key: 'g' },
] as const;
export const RELATION_CODES = ['MTH', 'FTH', 'SIB', 'CHILD', 'GRPRN'] as const;

export interface NewHistory {
  readonly kind: HistoryKind;
  readonly text: string;
  readonly icd10?: { readonly code: string; readonly display: string } | undefined;
  /** Year or FHIR date, as told. */
  readonly when?: string | undefined;
  readonly relation?: (typeof RELATION_CODES)[number] | undefined;
  readonly ageAtOnset?: number | undefined;
  readonly deceased?: 'yes' | 'no' | undefined;
}

/** What the patient tells, unconfirmed. */
export function historyOf(
  given: NewHistory,
  id: string,
  context: VitalContext,
): Condition | Procedure | FamilyMemberHistory {
  const code = {
    ...(given.icd10 ? { coding: [{ system: ICD10CM, ...given.icd10 }] } : {}),
    text: given.text,
  };
  const subject = reference('Patient', context.patient);
  if (given.kind === 'problem')
    return {
      resourceType: 'Condition',
      id,
      meta: { profile: [US_CORE.conditionProblem] },
      clinicalStatus: { coding: [{ system: CONDITION_CLINICAL, code: 'active' }] },
      verificationStatus: { coding: [{ system: CONDITION_VERIFICATION, code: 'unconfirmed' }] },
      category: [{ coding: [{ system: CONDITION_CATEGORY, code: 'problem-list-item' }] }],
      code,
      subject,
      encounter: reference('Encounter', context.encounter),
      recordedDate: context.at,
      recorder: context.performer,
      ...(given.when ? { onsetDateTime: given.when } : {}),
    } as Condition;
  if (given.kind === 'procedure')
    return {
      resourceType: 'Procedure',
      id,
      meta: { profile: [US_CORE.procedure] },
      status: 'completed',
      subject,
      code,
      recorder: context.performer,
      ...(given.when ? { performedDateTime: given.when } : { performedString: 'unknown' }),
      note: [{ text: 'Reported by the patient' }],
    } as Procedure;
  return {
    resourceType: 'FamilyMemberHistory',
    id,
    status: 'completed',
    patient: subject,
    date: context.at,
    relationship: { coding: [{ system: ROLE_CODE, code: given.relation ?? 'FAMMEMB' }] },
    ...(given.deceased ? { deceasedBoolean: given.deceased === 'yes' } : {}),
    condition: [
      {
        code,
        ...(given.ageAtOnset === undefined
          ? {}
          : {
              onsetAge: {
                value: given.ageAtOnset,
                unit: 'a',
                system: 'http://unitsofmeasure.org',
                code: 'a',
              },
            }),
      },
    ],
  } as FamilyMemberHistory;
}
