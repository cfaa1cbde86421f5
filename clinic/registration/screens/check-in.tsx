import { Loaded } from '#ui/state.tsx';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { checkInPage } from '../views/check-in-page.contract.ts';
import { CheckInPageView } from './check-in-page.tsx';

/** One column of things to confirm. */
export default function CheckInScreen() {
  const { params } = usePlace();
  const view = useView(checkInPage, { encounter: params.encounter ?? '' });
  return <Loaded view={view}>{(page) => <CheckInPageView key={page.encounter} page={page} />}</Loaded>;
}
