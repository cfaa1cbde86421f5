import { useDraggable, useDroppable } from '@dnd-kit/react';
import type { CSSProperties } from 'react';
import { Button } from '#ui/button.tsx';
import { Menu } from '#ui/menu.tsx';
import { Clock, Tag, waitState } from '#ui/tag.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useNow } from '#ui/use-now.ts';
import { useWho } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { nextStages } from '../rules/stage.ts';
import { minutesLate } from '../rules/waiting.ts';
import type { Board, Card, Expected } from '../views/board.contract.ts';
import css from './board.module.css';
import { type Column, cleanRoom } from './columns.ts';
import type { BoardHands } from './use-board.ts';

interface Inside {
  readonly board: Board;
  readonly hands: BoardHands;
}

/** One column: those who are expected, then the cards, the longest wait first. */
export function BoardColumn({ column, board, hands }: Inside & { column: Column }) {
  const t = useWords('flow');
  const { ref, isDropTarget } = useDroppable({ id: column.key });
  const title = column.named ? column.title : t(column.title);
  return (
    <section
      className={css.column}
      ref={ref}
      data-column={column.key}
      data-over={isDropTarget || undefined}
      aria-label={title}
    >
      <h2 className={css.columnTitle}>
        {title} <span className={css.number}>{column.cards.length}</span>
      </h2>
      <ul className={css.cards}>
        {column.cards.map((card) => (
          <VisitCard key={card.encounter} card={card} column={column} board={board} hands={hands} />
        ))}
      </ul>
      {column.expected.length > 0 && (
        <ul className={css.expected} aria-label={t('expected')}>
          {column.expected.map((one) => (
            <ExpectedLine key={one.appointment} one={one} board={board} hands={hands} />
          ))}
        </ul>
      )}
    </section>
  );
}

function VisitCard({ card, column, board, hands }: Inside & { card: Card; column: Column }) {
  const t = useWords('flow');
  const { time, age } = useFormat();
  const { ref, isDragSource } = useDraggable({ id: card.encounter });
  const limits = board.limits[card.stage] ?? { amber: 15, red: 30 };
  const step = hands.stepOf(card);
  const now = useNow(10);
  const who = useWho();
  const waited = Math.max(0, (now - Date.parse(card.waitingSince)) / 60_000);
  const forMe = card.stage === 'ready' && `Practitioner/${card.provider}` === who.reference;
  const person = (id: string) => board.staff.find((one) => one.id === id)?.name ?? '';
  const room = (id: string) => board.rooms.find((one) => one.id === id)?.name ?? '';
  const clean = cleanRoom(board);
  const label = step === 'room' && clean ? t('step.room-in', { room: room(clean) }) : t(`step.${step}`);
  const moves = nextStages(card.stage).map((stage) => ({
    key: stage,
    label: t(`move.${stage}`),
    onPick: () => hands.move(card, stage),
    danger: stage === 'left-without-being-seen',
  }));
  const others = [
    { key: 'room', label: t('key.room'), onPick: () => hands.choose(card) },
    { key: 'mine', label: t('key.mine'), onPick: () => hands.mine(card) },
  ];
  return (
    <li
      className={css.card}
      ref={ref}
      data-moving={isDragSource || undefined}
      data-call={card.call || undefined}
      data-stage={card.stage}
      data-moves={card.encounter}
      data-wait={waitState(card.waitingSince, limits, now)}
      data-for-me={forMe || undefined}
      style={{ '--waited': `${Math.min(100, (waited / limits.red) * 100)}%` } as CSSProperties}
    >
      <div className={css.cardTop}>
        <span className={css.when}>
          {card.room && column.key !== card.room
            ? room(card.room)
            : card.slot
              ? time(card.slot)
              : t('walk-in')}
          {/* Columns that are no stages: the card says its own. */}
          {column.stage === undefined && <span className={css.quiet}> {t(`stage.${card.stage}`)}</span>}
        </span>
        <Clock
          since={card.waitingSince}
          amber={limits.amber}
          red={limits.red}
          label={t(`stage.${card.stage}`)}
        />
      </div>
      <div className={css.name}>
        {card.name} <span className={css.quiet}>{age(card.birthDate)}</span>
      </div>
      <div className={css.quiet}>
        {[card.reason, column.key === card.provider ? '' : person(card.provider), person(card.assistant)]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {(card.call || column.stage) &&
        (card.call || card.stage === 'checked-in' || card.stage === 'ancillary') && (
          <div>
            {card.call && (
              <Tag tone="critical" icon="alert">
                {t('call')}
              </Tag>
            )}
            {card.stage === 'checked-in' && column.stage && (
              <Tag tone="good" icon="check">
                {t('stage.checked-in')}
              </Tag>
            )}
            {card.stage === 'ancillary' && column.stage && <Tag>{t('stage.ancillary')}</Tag>}
          </div>
        )}
      <div className={css.step}>
        <button
          type="button"
          className={css.next}
          data-card={card.encounter}
          onClick={() => hands.doNext(card)}
          aria-label={`${label}: ${card.name}`}
        >
          <span aria-hidden="true">↵</span> {label}
        </button>
        <Menu label={t('more', { name: card.name })} items={[...others, ...moves]} />
      </div>
    </li>
  );
}

function ExpectedLine({ one, board, hands }: Inside & { one: Expected }) {
  const t = useWords('flow');
  const { time } = useFormat();
  const late = minutesLate(one.slot, new Date(useNow(30)));
  const isLate = late >= board.lateMinutes;
  return (
    <li className={css.line} data-moves={one.appointment}>
      <span className={css.when}>{time(one.slot)}</span>
      <span className={css.who}>
        {one.name}
        {isLate && <span className={css.late}>{t('late', { minutes: late })}</span>}
      </span>
      <Button size="small" tone="quiet" of={one.name} onClick={() => hands.checkIn(one)}>
        {t('step.check-in')}
      </Button>
      <Menu
        label={t('more', { name: one.name })}
        items={[{ key: 'arrive', label: t('step.arrive'), onPick: () => hands.arrive(one) }]}
      />
    </li>
  );
}
