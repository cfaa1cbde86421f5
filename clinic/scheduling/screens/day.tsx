import { Loaded } from '#ui/state.tsx';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { dayView } from '../views/day.contract.ts';
import { DayPage } from './day-page.tsx';

/** The schedule of a day, by provider; home of the front desk. */
export default function DayScreen() {
  const { search } = usePlace();
  const input = /^\d{4}-\d{2}-\d{2}$/.test(search.day ?? '') ? { day: search.day as string } : {};
  const view = useView(dayView, input, { keep: true });
  return <Loaded view={view}>{(day) => <DayPage day={day} input={input} />}</Loaded>;
}
