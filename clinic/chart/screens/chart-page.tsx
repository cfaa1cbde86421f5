import { useState } from 'react';
import { Page } from '#ui/page.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useKeys } from '#ui/use-keys.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import type { RiverItem } from '../rules/river.ts';
import type { ChartPage } from '../views/open-chart.contract.ts';
import css from './chart.module.css';
import { EventPane } from './event-pane.tsx';
import { Lists } from './lists.tsx';
import { Results } from './results.tsx';
import { River } from './river.tsx';
import { VitalPlots } from './vital-plots.tsx';

const PANES = ['summary', 'vitals', 'results', 'event'] as const;
type Pane = (typeof PANES)[number];
const KEYS: Readonly<Record<Pane, string>> = { summary: 'p', vitals: 'v', results: 'r', event: 'e' };

/** The river at the left, what was chosen at the right. */
export function ChartPageView({ chart }: { chart: ChartPage }) {
  const t = useWords('chart');
  const { search, setSearch, go } = usePlace();
  const [event, setEvent] = useState<RiverItem>();
  const asked = PANES.find((pane) => pane === search.pane) ?? 'summary';
  const pane: Pane = asked === 'event' && !event ? 'summary' : asked;
  const show = (next: Pane) => setSearch({ pane: next });
  const open = (item: RiverItem) => {
    setEvent(item);
    show('event');
  };
  const shown = PANES.filter((one) => one !== 'event' || event !== undefined);
  useKeys({
    ...Object.fromEntries(shown.map((one) => [KEYS[one], { label: t(`pane.${one}`), run: () => show(one) }])),
    d: {
      label: t('to-documents'),
      run: () => go('/patients/$patient/documents', { patient: chart.patient }),
    },
  });
  return (
    <Page title={t('title')} titleHidden tab="" width="full">
      <div className={css.chart}>
        <River items={chart.river} chosen={event?.id} onOpen={open} />
        <section className={css.pane} aria-label={t(`pane.${pane}`)}>
          <Tabs
            label={t('panes')}
            value={pane}
            onChange={show}
            tabs={shown.map((value) => ({ value, label: t(`pane.${value}`) }))}
          />
          <div className={css.inner}>
            {pane === 'summary' && <Lists chart={chart} />}
            {pane === 'vitals' && <VitalPlots series={chart.vitals} />}
            {pane === 'results' && <Results patient={chart.patient} />}
            {pane === 'event' && event && <EventPane item={event} />}
          </div>
        </section>
      </div>
    </Page>
  );
}
