import { Text } from '#ui/layout.tsx';
import { Plot } from '#ui/lazy-plot.tsx';
import { Section } from '#ui/page.tsx';
import { Empty } from '#ui/state.tsx';
import { Verdict } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import type { Series } from '../rules/measurement.ts';
import css from './chart.module.css';

/** Small multiples of the vital signs, the newest value beside each name. */
export function VitalPlots({ series }: { series: readonly Series[] }) {
  const t = useWords('chart');
  if (series.length === 0) return <Empty title={t('vitals.empty')}>{t('vitals.empty.hint')}</Empty>;
  return (
    <div className={css.plots}>
      {series.map((one) => (
        <SeriesPlot key={`${one.code}${one.unit}`} series={one} />
      ))}
    </div>
  );
}

/** One measurement over time with its reference band; two lines for a blood pressure. */
export function SeriesPlot({ series, height = 150 }: { series: Series; height?: number }) {
  const t = useWords('chart');
  const { date } = useFormat();
  const { points, unit } = series;
  const label = t(`vital.${series.code}`, { defaultValue: series.label });
  const newest = points.at(-1);
  const range = newest?.range;
  const band =
    range?.low !== undefined && range.high !== undefined ? ([range.low, range.high] as const) : undefined;
  const first = {
    name: points.some(({ second }) => second !== undefined) ? t('systolic') : label,
    points: points.map(({ at, number }) => ({ x: at, y: number ?? 0 })),
  };
  const lower = points.filter(({ second }) => second !== undefined);
  const second =
    lower.length > 0
      ? [
          {
            name: t('diastolic'),
            colour: 2 as const,
            points: lower.map((point) => ({ x: point.at, y: point.second ?? 0 })),
          },
        ]
      : [];
  return (
    <Section
      title={label}
      note={
        <>
          {newest?.text} <span className={css.unit}>{[unit, newest?.taken].filter(Boolean).join(' · ')}</span>{' '}
          · {date(newest?.at)}{' '}
          {newest && newest.level !== 'unjudged' && newest.level !== 'normal' && (
            <Verdict level={newest.level === 'abnormal' ? 'high' : newest.level} compact />
          )}
        </>
      }
    >
      {points.length > 1 ? (
        <Plot
          label={label}
          unit={unit}
          series={[first, ...second]}
          height={height}
          {...(band ? { band } : {})}
        />
      ) : (
        <Text kind="quiet">{t('one-value')}</Text>
      )}
    </Section>
  );
}
