import { useState } from 'react';
import { chartMonths } from '#fhir/age.ts';
import { roundTo } from '#fhir/units.ts';
import { Dialog } from '#ui/dialog.tsx';
import { Plot } from '#ui/lazy-plot.tsx';
import type { Series } from '#ui/plot.tsx';
import { Loaded } from '#ui/state.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useView } from '#ui/use-view.ts';
import { PERCENTILE_LINES } from '../rules/growth/growth.ts';
import { atZ, zOf } from '../rules/growth/lms.ts';
import { chartAt, type GrowthMeasure, type GrowthSex, lmsAt } from '../rules/growth/tables.ts';
import { type GrowthPoint, growthChart } from '../views/growth-chart.contract.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

const UNITS: Readonly<Record<string, string>> = { weight: 'kg', length: 'cm', bmi: 'kg/m²', head: 'cm' };
const MONTHS_A_YEAR = 12;

/** The child's growth chart: the curves of WHO or CDC, the child's own points on them. */
export function GrowthDialog({ onClose }: { onClose: () => void }) {
  const { t, page, subject } = useRooming();
  const months = subject.age ? chartMonths(subject.age) : 0;
  const infant = months < 24;
  const [measure, setMeasure] = useState<GrowthMeasure>('weight');
  const view = useView(growthChart, { encounter: page.encounter });
  const chart = chartAt(months);
  const { sex } = subject;
  const tabs = (
    infant ? ['weight', 'length', 'head'] : ['weight', 'length', 'bmi']
  ) as readonly GrowthMeasure[];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('growth.title', { chart: chart?.toUpperCase() ?? '' })}
      size="large"
    >
      <Tabs
        label={t('growth.measure')}
        value={measure}
        onChange={(value) => setMeasure(value as GrowthMeasure)}
        tabs={tabs.map((value) => ({ value, label: t(`growth.${value}`) }))}
      />
      {!sex || !chart ? (
        <p className={css.quiet}>{t('growth.which-chart')}</p>
      ) : (
        <Loaded view={view}>
          {(data) => (
            <Plot
              label={t(`growth.${measure}`)}
              unit={UNITS[measure] ?? ''}
              x="number"
              height={420}
              xLabel={t(infant ? 'growth.months' : 'growth.years')}
              series={[
                ...curves(chart, measure, { sex, infant }),
                {
                  name: t('growth.child'),
                  colour: 1,
                  points: data.points
                    .filter(
                      (point) =>
                        point.measure === measure && (infant ? point.months < 24 : point.months >= 24),
                    )
                    .map((point) => ({ x: xOf(point, infant), y: point.value })),
                },
              ]}
            />
          )}
        </Loaded>
      )}
      <p className={css.quiet}>{t(chart === 'who' ? 'growth.source-who' : 'growth.source-cdc')}</p>
    </Dialog>
  );
}

const xOf = (point: GrowthPoint, infant: boolean): number =>
  roundTo(infant ? point.months : point.months / MONTHS_A_YEAR, 1);

/** Months between two points of a drawn curve. */
const STEP = { infant: 1, child: 3 } as const;

function curves(
  chart: 'who' | 'cdc',
  measure: GrowthMeasure,
  who: { sex: GrowthSex; infant: boolean },
): Series[] {
  const [from, to, step] = who.infant ? [0, 24, STEP.infant] : [24, 240, STEP.child];
  const months = Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
  return PERCENTILE_LINES.map((line) => ({
    name: String(line),
    kind: 'curve' as const,
    points: months.flatMap((x) => {
      const lms = lmsAt(chart, measure, { sex: who.sex, x });
      return lms ? [{ x: who.infant ? x : x / MONTHS_A_YEAR, y: roundTo(atZ(zOf(line), lms), 2) }] : [];
    }),
  }));
}
