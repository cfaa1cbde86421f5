import { Loaded } from '#ui/state.tsx';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { visitPage } from '../views/visit-page.contract.ts';
import { VisitNote } from './visit-note.tsx';

/** The provider's page of one visit. */
export default function VisitScreen() {
  const { params } = usePlace();
  const view = useView(visitPage, { encounter: params.encounter ?? '' });
  return <Loaded view={view}>{(visit) => <VisitNote key={visit.encounter} visit={visit} />}</Loaded>;
}
