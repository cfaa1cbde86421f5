import { useState } from 'react';
import { Stack, Text } from '#ui/layout.tsx';
import { Sparkline } from '#ui/sparkline.tsx';
import { Empty, Loaded } from '#ui/state.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { Verdict } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import type { Series } from '../rules/measurement.ts';
import { results } from '../views/results.contract.ts';
import css from './chart.module.css';
import { SeriesPlot } from './vital-plots.tsx';

const CATEGORIES = ['laboratory', 'survey', 'social-history'] as const;

/** Results as one line a measurement: newest value, trend, date; the plot opens in place. */
export function Results({ patient }: { patient: string }) {
  const t = useWords('chart');
  const [category, setCategory] = useState<(typeof CATEGORIES)[number]>('laboratory');
  const view = useView(results, { patient, category });
  return (
    <Stack gap={4}>
      <Tabs
        label={t('results.category')}
        value={category}
        onChange={setCategory}
        tabs={CATEGORIES.map((value) => ({ value, label: t(`results.${value}`) }))}
      />
      <Loaded view={view}>
        {({ series, others }) => (
          <Stack gap={4}>
            {series.length + others.length === 0 && <Empty title={t('results.empty')} />}
            <div>
              {series.map((one) => (
                <SeriesLine key={`${one.code}${one.unit}`} series={one} />
              ))}
            </div>
            <Others of={others} />
          </Stack>
        )}
      </Loaded>
    </Stack>
  );
}

function SeriesLine({ series }: { series: Series }) {
  const { date } = useFormat();
  const [open, setOpen] = useState(false);
  const newest = series.points.at(-1);
  const recent = series.points.slice(-8).map(({ at, number }) => ({ at, value: number ?? 0 }));
  return (
    <div>
      <button type="button" className={css.seriesRow} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={css.what}>{series.label}</span>
        <span className={css.value}>
          {newest && newest.level !== 'unjudged' && newest.level !== 'normal' && (
            <Verdict level={newest.level === 'abnormal' ? 'high' : newest.level} compact />
          )}{' '}
          {newest?.text} <span className={css.unit}>{series.unit}</span>
        </span>
        <Sparkline points={recent} label={recent.map(({ value }) => value).join(', ')} width={96} />
        <Text kind="small">{date(newest?.at)}</Text>
      </button>
      {open && (
        <div className={css.opened}>
          <SeriesPlot series={series} height={200} />
        </div>
      )}
    </div>
  );
}

function Others({
  of,
}: {
  of: readonly { id: string; code: string; label: string; text: string; at: string }[];
}) {
  const { date } = useFormat();
  return (
    <ul className={css.list}>
      {of.slice(0, 100).map(({ id, code, label, text, at }) => (
        <li key={`${id}${code}`} className={css.item}>
          <span>
            {label}: <Text kind="strong">{text}</Text>
          </span>
          <Text kind="small">{date(at)}</Text>
        </li>
      ))}
    </ul>
  );
}
