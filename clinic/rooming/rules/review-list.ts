/** A review as FHIR List (README A1, M1, H1): that it was asked, when, by whom, and what was found. */
import { reference } from '#fhir/reference.ts';
import { LIST_EMPTY_REASON, LOINC } from '#fhir/systems.ts';
import type { List, Stored } from '#fhir/types.ts';
import type { VitalContext } from './vital-observation.ts';

export const REVIEWS = {
  allergies: { loinc: '48765-2', display: 'Allergies and adverse reactions' },
  medications: { loinc: '10160-0', display: 'History of medication use' },
  histories: { loinc: '11348-0', display: 'History of past illness' },
} as const;
export type ReviewKind = keyof typeof REVIEWS;

/** Is this List the review of that kind at that visit? */
export const isReviewOf = (list: List, kind: ReviewKind, encounter: string): boolean =>
  list.encounter?.reference === `Encounter/${encounter}` &&
  list.status === 'current' &&
  list.code?.coding?.some((coding) => coding.code === REVIEWS[kind].loinc) === true;

export interface Review {
  readonly kind: ReviewKind;
  /** Literal references of what was looked at. */
  readonly entries: readonly string[];
  /** Why there are none: asked and none known, or could not be obtained. */
  readonly empty?: 'nilknown' | 'unavailable';
  readonly note?: string | undefined;
}

/** The List of this visit, amending the one it had; `id` is used when there was none. */
export function reviewList(
  review: Review,
  context: VitalContext,
  at: { readonly id: string; readonly before?: Stored<List> | undefined },
): List {
  const { loinc, display } = REVIEWS[review.kind];
  const empty = review.entries.length === 0 ? (review.empty ?? 'nilknown') : undefined;
  return {
    resourceType: 'List',
    id: at.before?.id ?? at.id,
    ...(at.before ? { meta: at.before.meta } : {}),
    status: 'current',
    mode: 'snapshot',
    code: { coding: [{ system: LOINC, code: loinc, display }], text: display },
    subject: reference('Patient', context.patient) as NonNullable<List['subject']>,
    encounter: reference('Encounter', context.encounter) as NonNullable<List['encounter']>,
    date: context.at,
    source: context.performer as NonNullable<List['source']>,
    ...(review.note ? { note: [{ text: review.note }] } : {}),
    ...(empty
      ? { emptyReason: { coding: [{ system: LIST_EMPTY_REASON, code: empty }] } }
      : {
          entry: review.entries.map((item) => ({
            item: { reference: item } as NonNullable<List['entry']>[number]['item'],
          })),
        }),
  };
}

/** The newest review of a kind before this visit: the date in "unchanged since". */
export function lastReview(
  lists: readonly Stored<List>[],
  kind: ReviewKind,
  encounter: string,
): Stored<List> | undefined {
  return lists
    .filter(
      (list) =>
        !isReviewOf(list, kind, encounter) &&
        list.status === 'current' &&
        list.code?.coding?.some((coding) => coding.code === REVIEWS[kind].loinc),
    )
    .sort((one, other) => (other.date ?? '').localeCompare(one.date ?? ''))[0];
}
