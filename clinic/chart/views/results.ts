import { view } from '#capability/command.ts';
import { measurementsOf, seriesOf } from '../rules/measurement.ts';
import { results } from './results.contract.ts';

export const resultsView = view(results, 300, async (context, { patient, category }) => {
  const found = await context.find('Observation', { patient, category, _sort: '-date', _count: '1000' });
  const measurements = found.flatMap(measurementsOf);
  return {
    series: seriesOf(measurements),
    others: measurements.filter(({ number, text }) => number === undefined && text !== ''),
  };
});
