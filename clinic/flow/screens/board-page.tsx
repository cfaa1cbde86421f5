import { DragDropProvider } from '@dnd-kit/react';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Stage } from '#fhir/medley.ts';
import { IconButton } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { dragging } from '#ui/drag.ts';
import { Row, Text } from '#ui/layout.tsx';
import { Page } from '#ui/page.tsx';
import { Empty } from '#ui/state.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useKeys } from '#ui/use-keys.ts';
import { useNow } from '#ui/use-now.ts';
import { usePlace } from '#ui/use-place.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import type { Board, Card } from '../views/board.contract.ts';
import css from './board.module.css';
import { BoardColumn } from './board-column.tsx';
import { boardOf, columnsOf, type Layout } from './columns.ts';
import { RoomChoice, RoomStrip } from './room-strip.tsx';
import { Sweep } from './sweep-dialog.tsx';
import { useBoard } from './use-board.ts';
import { useChime } from './use-chime.ts';
import { useMoves } from './use-moves.ts';

const LAYOUTS: readonly Layout[] = ['stage', 'room', 'provider'];

/** Columns of cards; arrows move, Enter does the next step, cards can be dragged. */
export function BoardPage({ board: whole }: { board: Board }) {
  const t = useWords('flow');
  const { minutes, date } = useFormat();
  const { search, setSearch } = usePlace();
  const now = useNow(10);
  const who = useWho();
  const own = search.of === 'me' ? who.reference.replace(/^Practitioner\//, '') : '';
  const board = boardOf(whole, own);
  const hands = useBoard(whole);
  const [focused, setFocused] = useState('');
  const layout = LAYOUTS.find((one) => one === search.by) ?? 'stage';
  const columns = columnsOf(board, layout, now);
  const card = board.cards.find(({ encounter }) => encounter === focused);
  const area = useRef<HTMLElement>(null);
  useMoves(area);
  useKeptFocus(area, focused);
  const mine = board.cards.filter(
    ({ stage, provider }) => stage === 'ready' && `Practitioner/${provider}` === who.reference,
  );
  const sound = useChime(mine.map(({ encounter }) => encounter));
  const on = (run: (one: Card) => void) => () => card && run(card);
  const first = { label: t('key.first'), run: () => cardsIn(area.current)[0]?.focus(), hidden: true };
  useKeys({
    arrowdown: first,
    arrowright: first,
    r: { label: t('key.room'), run: on(hands.choose), disabled: !card },
    m: { label: t('key.mine'), run: on(hands.mine), disabled: !card },
    w: { label: t('key.whose'), run: () => setSearch({ of: own ? undefined : 'me' }) },
    x: {
      label: t('key.left'),
      run: on((one) => hands.move(one, 'left-without-being-seen')),
      disabled: !card,
    },
  });
  const waiting = board.cards.filter(({ stage }) => stage === 'arrived' || stage === 'checked-in');
  const longest = Math.max(0, ...waiting.map((one) => (now - Date.parse(one.waitingSince)) / 60_000));
  const drop = (encounter: string, target: string) => {
    const moved = board.cards.find((one) => one.encounter === encounter);
    const column = columns.find(({ key }) => key === target);
    if (!moved || !column) return;
    if (column.room) hands.room(moved, column.room);
    else if (column.stage) hands.move(moved, column.stage as Stage);
  };
  return (
    <Page
      title={t('board')}
      width="full"
      meta={
        <Row gap={3}>
          <Text kind="quiet">{date(board.now, 'long')}</Text>
          <Text>{t('count.in', { count: board.cards.length })}</Text>
          <Text>{t('count.waiting', { count: waiting.length })}</Text>
          {longest >= 1 && <Text kind="quiet">{t('count.longest', { time: minutes(longest) })}</Text>}
          <Text kind="quiet">{t('count.finished', { count: board.finished })}</Text>
        </Row>
      }
      actions={
        <Row gap={5}>
          <Sweep />
          {who.is('provider') && (
            <IconButton icon="bell" label={t('chime')} pressed={sound.on} onClick={sound.toggle} />
          )}
          <Tabs
            label={t('whose')}
            value={own ? 'me' : 'all'}
            onChange={(of) => setSearch({ of: of === 'me' ? 'me' : undefined })}
            tabs={['all', 'me'].map((value) => ({ value, label: t(`whose.${value}`) }))}
          />
          <Tabs
            label={t('layout')}
            value={layout}
            onChange={(by) => setSearch({ by })}
            tabs={LAYOUTS.map((value) => ({ value, label: t(`layout.${value}`) }))}
          />
        </Row>
      }
    >
      <RoomStrip board={whole} />
      {board.cards.length + board.expected.length === 0 && (
        <Empty title={t(own ? 'empty.mine' : 'empty')}>{t(own ? 'empty.mine.hint' : 'empty.hint')}</Empty>
      )}
      <DragDropProvider
        {...dragging}
        onDragEnd={({ operation, canceled }) => {
          if (!canceled && operation.source && operation.target)
            drop(String(operation.source.id), String(operation.target.id));
        }}
      >
        <section
          ref={area}
          className={css.columns}
          data-layout={layout}
          onKeyDown={moveFocus}
          onFocus={(event) => setFocused((event.target as HTMLElement).dataset.card ?? focused)}
          aria-label={t('board')}
        >
          {columns.map((column) => (
            <BoardColumn key={column.key} column={column} board={whole} hands={hands} />
          ))}
        </section>
      </DragDropProvider>
      <Dialog
        open={hands.choosing !== undefined}
        onClose={() => hands.choose(undefined)}
        title={t('room.choose', { name: hands.choosing?.name ?? '' })}
        size="small"
      >
        {hands.choosing && (
          <RoomChoice board={whole} onPick={(room) => hands.choosing && hands.room(hands.choosing, room)} />
        )}
      </Dialog>
    </Page>
  );
}

const cardsIn = (area: HTMLElement | null): HTMLElement[] => [
  ...(area?.querySelectorAll<HTMLElement>('[data-card]') ?? []),
];

/** The focus stays on a card that moves to another column, where it is drawn anew. */
function useKeptFocus(area: { readonly current: HTMLElement | null }, focused: string): void {
  useLayoutEffect(() => {
    if (!focused || document.activeElement !== document.body) return;
    cardsIn(area.current)
      .find(({ dataset }) => dataset.card === focused)
      ?.focus({ preventScroll: true });
  });
}

/** Arrows go from card to card, across columns by the nearest row. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (!event.key.startsWith('Arrow')) return;
  const lists = [...event.currentTarget.querySelectorAll('[data-column]')].map((column) => [
    ...column.querySelectorAll<HTMLElement>('[data-card]'),
  ]);
  const column = lists.findIndex((cards) => cards.includes(document.activeElement as HTMLElement));
  const row = lists[column]?.indexOf(document.activeElement as HTMLElement) ?? 0;
  const next =
    event.key === 'ArrowDown' || event.key === 'ArrowUp'
      ? inColumn(lists[column] ?? [], row + (event.key === 'ArrowDown' ? 1 : -1))
      : beside(lists, { column, row, by: event.key === 'ArrowRight' ? 1 : -1 });
  if (!next) return;
  event.preventDefault();
  next.focus();
}

const inColumn = (cards: readonly HTMLElement[], row: number): HTMLElement | undefined => cards[row];

function beside(
  lists: readonly (readonly HTMLElement[])[],
  { column, row, by }: { column: number; row: number; by: number },
): HTMLElement | undefined {
  for (let at = column + by; at >= 0 && at < lists.length; at += by) {
    const cards = lists[at] ?? [];
    if (cards.length > 0) return cards[Math.min(row, cards.length - 1)];
  }
  return undefined;
}
