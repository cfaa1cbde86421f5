import { DragDropProvider, useDroppable } from '@dnd-kit/react';
import { type CSSProperties, type MouseEvent, useEffect, useRef } from 'react';
import { dragging } from '#ui/drag.ts';
import { useFormat } from '#ui/use-format.ts';
import { useNow } from '#ui/use-now.ts';
import { useWords } from '#ui/use-words.ts';
import { lanesOf } from '../rules/lanes.ts';
import type { Day, Provider, Visit } from '../views/day.contract.ts';
import css from './day.module.css';
import { hoursOf, minutesAt, minutesOf, timeAt } from './day-scale.ts';
import { moveFocus } from './move-focus.ts';
import type { DayHands } from './use-day.ts';
import { VisitBlock } from './visit-block.tsx';

export interface DayParts {
  readonly day: Day;
  readonly visits: readonly Visit[];
  readonly hands: DayHands;
  readonly focused: string;
  readonly focus: (appointment: string) => void;
}

/** A column for each provider, the hours down the side, a line where now is. */
export function DayGrid({ day, visits, hands, focused, focus }: DayParts) {
  const t = useWords('scheduling');
  const { zone } = useFormat();
  const grid = useRef<HTMLElement>(null);
  const hours = hoursOf(visits, zone);
  const providers = withVisits(day, visits, t('no-provider'));
  const { day: shown } = day;
  useEffect(() => {
    // Only today has the line; another day begins at its top.
    const line = grid.current?.querySelector<HTMLElement>('[data-now]');
    if (shown && grid.current)
      grid.current.scrollTop = (line?.offsetTop ?? 0) - grid.current.clientHeight / 3;
  }, [shown]);
  return (
    <DragDropProvider
      {...dragging}
      onDragEnd={({ operation, canceled }) => {
        const visit = visits.find(({ appointment }) => appointment === operation.source?.id);
        const column = grid.current?.querySelector('[data-provider]');
        if (canceled || !visit || !column || !operation.target) return;
        const perMinute = column.clientHeight / ((hours.to - hours.from) * 60);
        const moved = Math.round(operation.transform.y / perMinute / 5) * 5;
        const time = timeAt(minutesOf(visit.start, zone) + moved);
        const provider = String(operation.target.id);
        if (time && (moved !== 0 || provider !== visit.provider)) hands.move(visit, { provider, time });
      }}
    >
      <section
        ref={grid}
        // A day without visits is scrolled by key too.
        tabIndex={visits.length === 0 ? 0 : undefined}
        className={css.grid}
        aria-label={t('schedule')}
        onKeyDown={moveFocus}
        style={{ '--hours': hours.to - hours.from, '--providers': providers.length } as CSSProperties}
      >
        <div className={css.corner} />
        <Hours from={hours.from} to={hours.to} />
        {providers.map((provider) => (
          <ProviderColumn
            key={provider.id}
            provider={provider}
            day={day}
            from={hours.from}
            visits={visits.filter((one) => one.provider === provider.id)}
            hands={hands}
            focused={focused}
            focus={focus}
          />
        ))}
        <NowLine day={day} hours={hours} />
      </section>
    </DragDropProvider>
  );
}

/** The providers of the clinic, and whoever else has visits today. */
function withVisits(day: Day, visits: readonly Visit[], unknown: string): readonly Provider[] {
  const known = new Set(day.providers.map(({ id }) => id));
  const others = [...new Set(visits.map(({ provider }) => provider))].filter((id) => !known.has(id));
  return [...day.providers, ...others.map((id) => ({ id, name: unknown, onSite: false }))];
}

function Hours({ from, to }: { from: number; to: number }) {
  const hours = Array.from({ length: to - from }, (_, at) => from + at);
  return (
    <div className={css.hours} aria-hidden="true">
      {hours.map((hour) => (
        <span key={hour} style={{ '--at': (hour - from) * 60 } as CSSProperties}>
          {String(hour).padStart(2, '0')}:00
        </span>
      ))}
    </div>
  );
}

function NowLine({ day, hours }: { day: Day; hours: { from: number; to: number } }) {
  const { zone, time, today } = useFormat();
  const now = new Date(useNow(30));
  const at = minutesOf(now.toISOString(), zone) - hours.from * 60;
  if (day.day !== today() || at < 0 || at > (hours.to - hours.from) * 60) return null;
  return (
    <div className={css.now} data-now style={{ '--at': at } as CSSProperties} aria-hidden="true">
      <span>{time(now)}</span>
    </div>
  );
}

interface ColumnParts extends DayParts {
  readonly provider: Provider;
  readonly from: number;
}

function ProviderColumn({ provider, from, visits, ...parts }: ColumnParts) {
  const t = useWords('scheduling');
  const { zone } = useFormat();
  const { ref, isDropTarget } = useDroppable({ id: provider.id });
  const lanes = lanesOf(
    visits.map(({ appointment, start, end }) => ({
      id: appointment,
      start: Date.parse(start),
      end: Date.parse(end),
    })),
  );
  const book = (event: MouseEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const time = timeAt(minutesAt(event, from));
    if (time) parts.hands.show({ kind: 'book', provider: provider.id, time });
  };
  const sorted = [...visits].sort((a, b) => (a.start < b.start ? -1 : 1));
  return (
    <section className={css.column} aria-label={provider.name}>
      <h2 className={css.provider}>
        <span>{provider.name}</span>
        <span className={css.here} data-here={provider.onSite || undefined}>
          {provider.onSite ? t('on-site') : t('not-on-site')}
        </span>
      </h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the key is n */}
      <div
        ref={ref}
        className={css.times}
        data-provider={provider.id}
        data-over={isDropTarget || undefined}
        onClick={book}
      >
        {sorted.map((visit) => (
          <VisitBlock
            key={visit.appointment}
            visit={visit}
            day={parts.day}
            hands={parts.hands}
            focus={parts.focus}
            chosen={visit.appointment === parts.focused}
            at={minutesOf(visit.start, zone) - from * 60}
            lane={lanes.get(visit.appointment) ?? { lane: 0, lanes: 1 }}
          />
        ))}
      </div>
    </section>
  );
}
