import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import css from './plot.module.css';
import { useFormat } from './use-format.ts';

export interface PlotPoint {
  /** ISO date-time when `x` is time, else a number (age in months). */
  readonly x: string | number;
  readonly y: number;
}
export interface Series {
  readonly name: string;
  readonly points: readonly PlotPoint[];
  /** `curve` is a thin reference line without dots (percentiles). */
  readonly kind?: 'values' | 'curve';
  /** Colour 1-4; values only. */
  readonly colour?: 1 | 2 | 3 | 4;
}
export interface PlotProps {
  /** Name of the plot: `Blood pressure`. */
  readonly label: string;
  readonly unit: string;
  readonly series: readonly Series[];
  /** Reference range, drawn as a band. */
  readonly band?: readonly [number, number];
  readonly x?: 'time' | 'number';
  /** Words of the x axis when it is a number. */
  readonly xLabel?: string;
  readonly height?: number;
}

type Datum = { x: number } & Record<string, number>;

function merge(series: readonly Series[]): Datum[] {
  const rows = new Map<number, Datum>();
  for (const { name, points } of series) {
    for (const point of points) {
      const x = typeof point.x === 'number' ? point.x : Date.parse(point.x);
      const row = rows.get(x) ?? ({ x } as Datum);
      row[name] = point.y;
      rows.set(x, row);
    }
  }
  return [...rows.values()].sort((one, other) => one.x - other.x);
}

/** Values over time (or age) with axes and reference band, and the same as a table for a screen reader. `<Plot label="Weight" unit="kg" series={[{ name: 'Weight', points }]} />` */
export function Plot({ label, unit, series, band, x = 'time', xLabel, height = 220 }: PlotProps) {
  const { date, number } = useFormat();
  const data = merge(series);
  const say = (value: number) => (x === 'time' ? date(new Date(value)) : number(value));
  const tick = { fontSize: 11, fill: 'var(--ink-3)' };
  return (
    <figure className={css.plot}>
      <figcaption className={css.caption}>
        {label} <span>{unit}</span>
      </figcaption>
      <div aria-hidden="true" style={{ height }}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart
            data={data}
            margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--hairline)" />
            {band && (
              <ReferenceArea
                y1={band[0]}
                y2={band[1]}
                fill="var(--band)"
                fillOpacity={1}
                ifOverflow="hidden"
              />
            )}
            <XAxis
              dataKey="x"
              type="number"
              scale={x === 'time' ? 'time' : 'linear'}
              domain={['dataMin', 'dataMax']}
              tickFormatter={(value: number) =>
                x === 'time' ? date(new Date(value), 'short') : number(value)
              }
              tick={tick}
              stroke="var(--hairline-2)"
              tickLine={false}
              minTickGap={40}
            />
            <YAxis tick={tick} stroke="none" width={40} domain={['auto', 'auto']} tickLine={false} />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--hairline-2)' }}
              wrapperClassName={css.tip ?? ''}
              labelFormatter={(value) => say(Number(value))}
              formatter={(value) => `${number(Number(value))} ${unit}`}
            />
            {series.map(({ name, kind = 'values', colour = 1 }) => (
              <Line
                key={name}
                dataKey={name}
                name={name}
                // Percentile lines are named in the legend below, not at the pointer.
                {...(kind === 'curve' ? { tooltipType: 'none' as const } : {})}
                connectNulls
                isAnimationActive={false}
                type={kind === 'curve' ? 'monotone' : 'linear'}
                stroke={kind === 'curve' ? 'var(--hairline-2)' : `var(--series-${colour})`}
                strokeWidth={kind === 'curve' ? 1 : 1.5}
                dot={kind === 'curve' ? false : { r: 2.5, strokeWidth: 0, fill: `var(--series-${colour})` }}
                activeDot={kind === 'curve' ? false : { r: 4 }}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      {xLabel && (
        <p className={css.axis} aria-hidden="true">
          {xLabel}
        </p>
      )}
      <div className="only-heard">
        <table aria-label={label}>
          <tbody>
            {series
              .filter((one) => one.kind !== 'curve')
              .flatMap((one) =>
                one.points.map((point) => (
                  <tr key={`${one.name} ${point.x}`}>
                    <th scope="row">
                      {one.name}, {say(typeof point.x === 'number' ? point.x : Date.parse(point.x))}
                    </th>
                    <td>
                      {point.y} {unit}
                    </td>
                  </tr>
                )),
              )}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
