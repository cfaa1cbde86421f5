import { dueVitals } from '../rules/due-vitals.ts';
import { type Missing, missing } from '../rules/missing.ts';
import { useRooming } from './rooming-context.ts';
import { usePressures } from './use-pressures.ts';

/** What is still missing before the hand-over, from what is recorded. */
export function useMissing(): Missing[] {
  const { page, subject, draft } = useRooming();
  const { repeat } = usePressures();
  const tobacco = page.tobacco.due === 'yes' && !page.tobacco.status ? ['tobacco'] : [];
  return missing({
    reason: draft.get<string | null>('reason', null) ?? page.reason.words,
    due: dueVitals(subject),
    done: new Set(page.vitals.map((row) => row.vital)),
    repeat,
    allergiesReviewed: page.allergies.review.at !== undefined,
    medications: {
      open: page.medications.rows.filter((row) => row.answer === undefined).length,
      reviewed:
        page.medications.review.at !== undefined ||
        (page.medications.rows.length > 0 && page.medications.rows.every((row) => row.answer !== undefined)),
    },
    historiesReviewed: page.histories.review.at !== undefined,
    screenersOpen: [
      ...page.screeners
        .filter((row) => row.status === 'due' || row.status === 'in-progress')
        .map((row) => row.screener),
      ...tobacco,
    ],
    callOpen: page.calls.some((call) => !call.acknowledged),
  });
}

/** Where the page goes for a missing thing. */
export function stopOf(one: Missing): string {
  switch (one.what) {
    case 'vital':
      return one.which;
    case 'repeat':
      return `blood-pressure-${one.which}`;
    case 'medications':
      return 'medications-end';
    case 'screener':
      return one.which === 'tobacco' ? 'tobacco' : one.which;
    case 'call':
      return 'call';
    default:
      return one.what;
  }
}
