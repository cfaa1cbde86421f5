import type { ReviewState } from '../views/visit-page.contract.ts';
import { useRooming } from './rooming-context.ts';

/** When it was last gone through: today, on a day, or never. */
export function ReviewNote({ review }: { review: ReviewState }) {
  const { t, format } = useRooming();
  if (review.at) return <>{t('review.today', { time: format.time(review.at) })}</>;
  return <>{review.before ? t('review.before', { date: format.date(review.before) }) : t('review.never')}</>;
}
