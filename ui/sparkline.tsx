import css from './sparkline.module.css';

export interface Point {
  /** ISO date-time or ms. */
  readonly at: string | number;
  readonly value: number;
}

/** The shape of the last values, oldest first, the newest with a dot: `<Sparkline points={p} label="Pulse, last 5: 88 84 90" />` */
export function Sparkline({
  points,
  label,
  band,
  width = 72,
  height = 20,
}: {
  points: readonly Point[];
  /** Said instead of the picture. */
  label: string;
  /** Normal range, drawn behind. */
  band?: readonly [number, number];
  width?: number;
  height?: number;
}) {
  const last = points.at(-1);
  if (!last || points.length < 2) return <span style={{ display: 'inline-block', width, height }} />;
  const values = points.map((point) => point.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const pad = 3;
  const x = (at: number) => pad + (at / (points.length - 1)) * (width - 2 * pad);
  const y = (value: number) => height - pad - ((value - low) / span) * (height - 2 * pad);
  const clamp = (value: number) => Math.min(Math.max(y(value), 0), height);
  return (
    <svg
      className={css.sparkline}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {band && (
        <rect
          className={css.band}
          x="0"
          width={width}
          y={clamp(band[1])}
          height={Math.max(0, clamp(band[0]) - clamp(band[1]))}
        />
      )}
      <polyline
        className={css.line}
        points={points.map((point, at) => `${x(at).toFixed(1)},${y(point.value).toFixed(1)}`).join(' ')}
      />
      <circle className={css.dot} cx={x(points.length - 1)} cy={y(last.value)} r="2.2" />
    </svg>
  );
}
