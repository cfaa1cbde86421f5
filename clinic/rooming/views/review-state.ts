import type { List, Stored } from '#fhir/types.ts';
import { isReviewOf, lastReview, type ReviewKind } from '../rules/review-list.ts';
import type { ReviewState } from './visit-page.contract.ts';

/** The review of this visit, if there is one, and when the last one before it was. */
export function reviewState(
  lists: readonly Stored<List>[],
  kind: ReviewKind,
  encounter: string,
): ReviewState {
  const here = lists.find((list) => isReviewOf(list, kind, encounter));
  return { at: here?.date, by: here?.source?.display, before: lastReview(lists, kind, encounter)?.date };
}
