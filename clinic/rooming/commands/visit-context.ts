import type { CommandContext, ViewContext } from '#capability/command.ts';
import { type OpenVisit, openVisit } from '#clinic/screening/public.ts';
import type { List, Stored } from '#fhir/types.ts';
import { isReviewOf, REVIEWS, type Review, reviewList } from '../rules/review-list.ts';
import type { VitalContext } from '../rules/vital-observation.ts';

export interface RoomingVisit extends OpenVisit {
  /** What every resource of this visit is stamped with. */
  readonly stamp: VitalContext;
}

/** The visit with the stamp for what is written in it, or undefined when it is over. */
export async function roomingVisit(
  context: ViewContext,
  encounter: string,
): Promise<RoomingVisit | undefined> {
  const visit = await openVisit(context, encounter);
  if (!visit) return undefined;
  const performer = { reference: context.who.reference, display: context.who.display };
  return { ...visit, stamp: { encounter, patient: visit.patient, performer, at: context.now.toISOString() } };
}

/** The review of this visit, written anew or amended. */
export async function keptReview(
  context: CommandContext,
  visit: RoomingVisit,
  review: Review,
): Promise<List> {
  const kept = await context.find('List', {
    encounter: `Encounter/${visit.encounter.id}`,
    code: REVIEWS[review.kind].loinc,
    _count: '5',
  });
  const before: Stored<List> | undefined = kept.find((list) =>
    isReviewOf(list, review.kind, visit.encounter.id),
  );
  return reviewList(review, visit.stamp, { id: context.newId(), before });
}
