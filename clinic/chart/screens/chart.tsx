import { Loaded } from '#ui/state.tsx';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { openChart } from '../views/open-chart.contract.ts';
import { ChartPageView } from './chart-page.tsx';

/** The record of one patient. */
export default function ChartScreen() {
  const { params } = usePlace();
  const view = useView(openChart, { patient: params.patient ?? '' });
  return <Loaded view={view}>{(chart) => <ChartPageView key={chart.patient} chart={chart} />}</Loaded>;
}
