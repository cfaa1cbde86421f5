import { type KeyboardEvent, useMemo, useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Empty } from '#ui/state.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import { RIVER_KINDS, type RiverItem, type RiverKind } from '../rules/river.ts';
import css from './chart.module.css';

interface RiverProps {
  readonly items: readonly RiverItem[];
  readonly chosen: string | undefined;
  readonly onOpen: (item: RiverItem) => void;
}

/** What happened, newest first, by year; filters are words, arrows move. */
export function River({ items, chosen, onOpen }: RiverProps) {
  const t = useWords('chart');
  const { date } = useFormat();
  const [kind, setKind] = useState<RiverKind>();
  const kinds = useMemo(() => RIVER_KINDS.filter((one) => items.some((item) => item.kind === one)), [items]);
  const shown = kind ? items.filter((item) => item.kind === kind) : items;
  const years = byYear(shown);
  return (
    <nav className={css.river} aria-label={t('river')}>
      <div className={css.filters}>
        <Button size="small" tone="quiet" pressed={kind === undefined} onClick={() => setKind(undefined)}>
          {t('filter.all')}
        </Button>
        {kinds.map((one) => (
          <Button key={one} size="small" tone="quiet" pressed={kind === one} onClick={() => setKind(one)}>
            {t(`kind.${one}s`)}
          </Button>
        ))}
      </div>
      {shown.length === 0 && <Empty title={t('river.empty')}>{t('river.empty.hint')}</Empty>}
      {shown.length > 0 && (
        <ol className={css.stream} onKeyDown={moveFocus}>
          {years.map(([year, inside]) => (
            <li key={year}>
              <div className={css.year}>{year || t('river.undated')}</div>
              {inside.map((item) => (
                <button
                  key={`${item.type}${item.id}`}
                  type="button"
                  className={css.event}
                  aria-current={item.id === chosen}
                  onClick={() => onOpen(item)}
                >
                  <span className={css.day}>{date(item.at, 'short')}</span>
                  <span className={css.what}>{item.title}</span>
                  <span className={css.kind}>
                    {[t(`kind.${item.kind}`), item.detail].filter(Boolean).join(' · ')}
                  </span>
                </button>
              ))}
            </li>
          ))}
        </ol>
      )}
    </nav>
  );
}

function byYear(items: readonly RiverItem[]): [string, RiverItem[]][] {
  const years = new Map<string, RiverItem[]>();
  for (const item of items) {
    const year = item.at.slice(0, 4);
    const list = years.get(year);
    if (list) list.push(item);
    else years.set(year, [item]);
  }
  return [...years];
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const all = [...event.currentTarget.querySelectorAll('button')];
  const next = all[all.indexOf(document.activeElement as HTMLButtonElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
