import { useEffect, useState } from 'react';
import { Temporal } from '#fhir/temporal.ts';
import { Button, IconButton } from '#ui/button.tsx';
import { Row, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Empty } from '#ui/state.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useKeys } from '#ui/use-keys.ts';
import { useNow } from '#ui/use-now.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';
import type { Day } from '../views/day.contract.ts';
import { BookFor } from './book-for.tsx';
import { DayForms } from './day-forms.tsx';
import { DayGrid } from './day-grid.tsx';
import { DayList } from './day-list.tsx';
import { standingOf } from './standing.ts';
import { useDay } from './use-day.ts';
import { VisitBar } from './visit-bar.tsx';
import { WeekStrip } from './week-strip.tsx';

const LAYOUTS = ['providers', 'list'] as const;

export function DayPage({ day, input }: { day: Day; input: { day?: string } }) {
  const t = useWords('scheduling');
  const { date, today } = useFormat();
  const { search, setSearch } = usePlace();
  const hands = useDay(day, input);
  const { show } = hands;
  const [focused, setFocused] = useState('');
  const layout = LAYOUTS.find((one) => one === search.as) ?? 'providers';
  const go = (to: string) => setSearch({ day: to === today() ? undefined : to });
  const step = (days: number) => go(Temporal.PlainDate.from(day.day).add({ days }).toString());
  useEffect(() => {
    if (search.do === 'book' || search.do === 'walk-in') {
      show({ kind: search.do });
      setSearch({ do: undefined });
    }
  }, [search.do, show, setSearch]);
  useKeys({
    '[': { label: t('key.before'), run: () => step(-1) },
    ']': { label: t('key.after'), run: () => step(1) },
    t: { label: t('key.today'), run: () => go(today()) },
  });
  const visit = day.visits.find(({ appointment }) => appointment === focused);
  const shown = day.visits.filter(({ status }) => status !== 'cancelled' && status !== 'entered-in-error');
  return (
    <Page
      title={t('day')}
      width="full"
      meta={<DayCounts day={day} />}
      actions={
        <>
          <Tabs
            label={t('layout')}
            value={layout}
            onChange={(as) => setSearch({ as })}
            tabs={LAYOUTS.map((value) => ({ value, label: t(`layout.${value}`) }))}
          />
          <Button keys="w" icon="add-patient" onClick={() => hands.show({ kind: 'walk-in' })}>
            {t('walk-in')}
          </Button>
          <Button keys="n" icon="plus" tone="primary" onClick={() => hands.show({ kind: 'book' })}>
            {t('book')}
          </Button>
        </>
      }
      foot={visit && <VisitBar visit={visit} day={day} hands={hands} />}
    >
      <Row gap={3} wrap={false}>
        <IconButton icon="chevron-left" label={t('key.before')} onClick={() => step(-1)} />
        <Text kind="strong">{date(day.day, 'long')}</Text>
        <IconButton icon="chevron-right" label={t('key.after')} onClick={() => step(1)} />
        <WeekStrip day={day.day} go={go} />
      </Row>
      {shown.length === 0 && (
        <Empty title={t('empty')} icon="day">
          {t('empty.hint')}
        </Empty>
      )}
      {layout === 'providers' ? (
        <DayGrid day={day} visits={shown} hands={hands} focused={focused} focus={setFocused} />
      ) : (
        <DayList day={day} visits={shown} hands={hands} focus={setFocused} focused={focused} />
      )}
      <DayForms day={day} hands={hands} />
      {search.book && <BookFor day={day} patient={search.book} />}
    </Page>
  );
}

/** How the day stands, in one line. */
function DayCounts({ day }: { day: Day }) {
  const t = useWords('scheduling');
  const now = useNow(30);
  const standings = day.visits
    .filter(({ status }) => status !== 'cancelled')
    .map((visit) => standingOf(visit, { now, lateMinutes: day.lateMinutes }));
  const count = (...of: readonly string[]) => standings.filter((one) => of.includes(one)).length;
  return (
    <Row gap={3}>
      <Text>{t('count.visits', { count: standings.length })}</Text>
      <Text kind="quiet">{t('count.here', { count: count('here', 'inside') })}</Text>
      {count('late') > 0 && <Text kind="warn">{t('count.late', { count: count('late') })}</Text>}
      <Text kind="quiet">{t('count.gone', { count: count('gone') })}</Text>
    </Row>
  );
}
