import { Loaded } from '#ui/state.tsx';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { checkOutPage } from '../views/check-out-page.contract.ts';
import { CheckOut } from './check-out-page.tsx';

/** The end of the visit. */
export default function CheckOutScreen() {
  const { params } = usePlace();
  const view = useView(checkOutPage, { encounter: params.encounter ?? '' });
  return <Loaded view={view}>{(page) => <CheckOut key={page.encounter} page={page} />}</Loaded>;
}
