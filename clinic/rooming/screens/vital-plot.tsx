import { Plot } from '#ui/lazy-plot.tsx';
import { type VitalKey, vitalOf } from '../rules/vitals.ts';
import { useRooming } from './rooming-context.ts';
import { usual, usualUnit } from './vital-text.ts';

/** A vital over time, this visit included. */
export function VitalPlot({ vital }: { vital: VitalKey }) {
  const { t, page } = useRooming();
  const row = vitalOf(vital);
  const before = page.trends.find((one) => one.vital === vital)?.points ?? [];
  const now = page.vitals
    .filter((one) => one.vital === vital && one.numbers.length > 0)
    .map(({ at, numbers }) => ({ at, numbers }));
  const points = [...before, ...now];
  const series = row.parts.map((part, index) => ({
    name: row.parts.length > 1 ? t(`part.${part.name}`) : t(`vital.${vital}`),
    colour: (index === 0 ? 1 : 2) as 1 | 2,
    points: points.flatMap((point) =>
      point.numbers[index] === undefined
        ? []
        : [{ x: point.at, y: usual(vital, point.numbers[index] ?? 0, page.units) }],
    ),
  }));
  return (
    <Plot
      label={t(`vital.${vital}`)}
      unit={usualUnit(vital, row.ucum, page.units)}
      series={series}
      height={180}
    />
  );
}
