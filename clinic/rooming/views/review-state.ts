import type { List, Stored } from '#fhir/types.ts';
import { lastReview, type ReviewKind, reviewId } from '../rules/review-list.ts';
import type { ReviewState } from './visit-page.contract.ts';

/** The review of this visit, if there is one, and when the last one before it was. */
export function reviewState(
  lists: readonly Stored<List>[],
  kind: ReviewKind,
  encounter: string,
): ReviewState {
  const here = lists.find((list) => list.id === reviewId(kind, encounter) && list.status === 'current');
  return { at: here?.date, by: here?.source?.display, before: lastReview(lists, kind, encounter)?.date };
}
