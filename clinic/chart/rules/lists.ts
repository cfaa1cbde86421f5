/** Problems, medications, allergies and immunizations as the lists a clinician reads. */
import { wordsOf } from '#fhir/concept.ts';
import type {
  AllergyIntolerance,
  CodeableConcept,
  Condition,
  Immunization,
  List,
  MedicationRequest,
  MedicationStatement,
  Stored,
} from '#fhir/types.ts';

export interface Line {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly status: string;
  /** FHIR date or dateTime; '' when unknown. */
  readonly since: string;
  readonly code?: string;
}

export interface AllergyLine extends Line {
  readonly criticality: string;
  readonly reactions: readonly string[];
}

/** Three different empties: never collapsed into one. */
export type AllergyState = 'listed' | 'no-known-allergies' | 'no-known-drug-allergies' | 'not-asked';

const codes = (concept: CodeableConcept | undefined): string[] =>
  concept?.coding?.flatMap(({ code }) => (code ? [code] : [])) ?? [];
const has = (concept: CodeableConcept | undefined, code: string): boolean => codes(concept).includes(code);

const NO_KNOWN_ALLERGIES = '716186003';
const NO_KNOWN_DRUG_ALLERGIES = '409137002';

const byTitle = (a: Line, b: Line): number => a.title.localeCompare(b.title);

/** Problems that stand on the list: not diagnoses of one visit only, not entered in error; active first. */
export function problemLines(conditions: readonly Stored<Condition>[]): Line[] {
  const listed = conditions.filter(
    ({ category, verificationStatus }) =>
      !has(verificationStatus, 'entered-in-error') &&
      !(
        category?.length && category.every((one) => has(one, 'encounter-diagnosis') && !isForeignProblem(one))
      ),
  );
  const lines = listed.map((condition): Line => {
    const code = condition.code?.coding?.[0]?.code;
    return {
      id: condition.id,
      type: 'Condition',
      title: wordsOf(condition.code),
      detail: '',
      status: codes(condition.clinicalStatus)[0] ?? '',
      since: condition.onsetDateTime ?? condition.recordedDate ?? '',
      ...(code ? { code } : {}),
    };
  });
  return distinct(lines).sort(
    (a, b) => Number(b.status === 'active') - Number(a.status === 'active') || byTitle(a, b),
  );
}

/** Systems that file every problem as a visit's diagnosis give the category a display of their own. */
const isForeignProblem = (category: CodeableConcept): boolean =>
  category.coding?.some(({ display }) => display === 'Encounter Diagnosis') ?? false;

/** The same thing said twice is shown once: the one still active, else the newest. */
function distinct(lines: readonly Line[]): Line[] {
  const kept = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.code ?? ''}|${line.title.toLowerCase()}`;
    const before = kept.get(key);
    const better =
      before === undefined ||
      (line.status === 'active' && before.status !== 'active') ||
      (line.status === before.status && line.since > before.since);
    if (better) kept.set(key, line);
  }
  return [...kept.values()];
}

/** What the patient is on: active prescriptions and what she reports, one line a drug. */
export function medicationLines(
  requests: readonly Stored<MedicationRequest>[],
  statements: readonly Stored<MedicationStatement>[],
): Line[] {
  const prescribed = requests
    .filter(({ status }) => status === 'active' || status === 'on-hold')
    .map(
      (request): Line =>
        line(request, {
          concept: request.medicationCodeableConcept,
          directions: request.dosageInstruction?.[0]?.text,
          since: request.authoredOn,
        }),
    );
  const reported = statements
    .filter(({ status, basedOn }) => (status === 'active' || status === 'intended') && !basedOn?.length)
    .map(
      (statement): Line =>
        line(statement, {
          concept: statement.medicationCodeableConcept,
          directions: statement.dosage?.[0]?.text,
          since: statement.dateAsserted,
        }),
    );
  return distinct([...prescribed, ...reported]).sort(byTitle);
}

function line(
  resource: Stored<MedicationRequest> | Stored<MedicationStatement>,
  facts: { concept: CodeableConcept | undefined; directions: string | undefined; since: string | undefined },
): Line {
  const code = facts.concept?.coding?.[0]?.code;
  return {
    id: resource.id,
    type: resource.resourceType,
    title: wordsOf(facts.concept),
    detail: facts.directions ?? '',
    status: resource.status ?? '',
    since: facts.since ?? '',
    ...(code ? { code } : {}),
  };
}

const inForce = (allergy: AllergyIntolerance): boolean =>
  !has(allergy.verificationStatus, 'entered-in-error') &&
  !has(allergy.verificationStatus, 'refuted') &&
  !has(allergy.clinicalStatus, 'resolved') &&
  !has(allergy.clinicalStatus, 'inactive');

/** Allergies to show, and which of the three empties holds when there are none. */
export function allergyLines(allergies: readonly Stored<AllergyIntolerance>[]): {
  lines: AllergyLine[];
  state: AllergyState;
} {
  const current = allergies.filter(inForce);
  const none = (code: string) => current.some((allergy) => has(allergy.code, code));
  const lines = current
    .filter(({ code }) => !has(code, NO_KNOWN_ALLERGIES) && !has(code, NO_KNOWN_DRUG_ALLERGIES))
    .map(
      (allergy): AllergyLine => ({
        id: allergy.id,
        type: 'AllergyIntolerance',
        title: wordsOf(allergy.code),
        detail: allergy.type ?? '',
        status: codes(allergy.clinicalStatus)[0] ?? '',
        since: allergy.onsetDateTime ?? allergy.recordedDate ?? '',
        criticality: allergy.criticality ?? '',
        reactions: allergy.reaction?.flatMap(({ manifestation }) => manifestation?.map(wordsOf) ?? []) ?? [],
      }),
    );
  const drugFree = none(NO_KNOWN_DRUG_ALLERGIES) ? 'no-known-drug-allergies' : 'not-asked';
  const state = lines.length > 0 ? 'listed' : none(NO_KNOWN_ALLERGIES) ? 'no-known-allergies' : drugFree;
  return {
    lines: lines.sort(
      (a, b) => Number(b.criticality === 'high') - Number(a.criticality === 'high') || byTitle(a, b),
    ),
    state,
  };
}

/** Date of the newest allergy review, '' when there was none. */
export const lastReview = (lists: readonly List[]): string =>
  lists
    .map(({ date }) => date ?? '')
    .sort()
    .at(-1) ?? '';

/** Immunizations given or refused, newest first. */
export function immunizationLines(immunizations: readonly Stored<Immunization>[]): Line[] {
  return immunizations
    .filter(({ status }) => status !== 'entered-in-error')
    .map((shot): Line => {
      const code = shot.vaccineCode?.coding?.find(({ system }) => system?.endsWith('/cvx'))?.code;
      return {
        id: shot.id,
        type: 'Immunization',
        title: wordsOf(shot.vaccineCode),
        detail: [shot.lotNumber, wordsOf(shot.site)].filter(Boolean).join(' · '),
        status: shot.status ?? '',
        since: shot.occurrenceDateTime ?? '',
        ...(code ? { code } : {}),
      };
    })
    .sort((a, b) => (a.since < b.since ? 1 : -1));
}
