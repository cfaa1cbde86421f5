import { room } from '#capability/room.ts';
import { chartEventView } from './views/event.ts';
import { openChartView } from './views/open-chart.ts';
import { resultsView } from './views/results.ts';

export const chart = room({
  name: 'chart',
  writes: [],
  commands: [],
  views: [openChartView, resultsView, chartEventView],
});
