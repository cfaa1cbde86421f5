import { useDraggable } from '@dnd-kit/react';
import type { CSSProperties } from 'react';
import { Icon } from '#ui/icon.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useNow } from '#ui/use-now.ts';
import { useWords } from '#ui/use-words.ts';
import type { Lane } from '../rules/lanes.ts';
import type { Day, Visit } from '../views/day.contract.ts';
import css from './day.module.css';
import { SIGNS, standingOf } from './standing.ts';
import type { DayHands } from './use-day.ts';

export interface VisitBlockParts {
  readonly visit: Visit;
  readonly day: Day;
  readonly hands: DayHands;
  readonly focus: (appointment: string) => void;
  readonly chosen: boolean;
  /** Minutes below the top of the column. */
  readonly at: number;
  readonly lane: Lane;
}

/** One visit on the page: as long as it lasts, its kind at the edge, how it stands at the end. */
export function VisitBlock({ visit, day, hands, focus, chosen, at, lane }: VisitBlockParts) {
  const t = useWords('scheduling');
  const { time, language } = useFormat();
  const now = useNow(30);
  const movable = visit.status === 'booked' && !visit.stage;
  const { ref, isDragSource } = useDraggable({ id: visit.appointment, disabled: !movable });
  const standing = standingOf(visit, { now, lateMinutes: day.lateMinutes });
  const kind = day.visitTypes.find(({ code }) => code === visit.visitType);
  const kindName = (language === 'es' ? kind?.es : kind?.en) ?? visit.visitType;
  const minutes = (Date.parse(visit.end) - Date.parse(visit.start)) / 60_000;
  const style = {
    '--at': at,
    '--long': minutes,
    '--lane': lane.lane,
    '--lanes': lane.lanes,
    '--kind': `var(--visit-${kind?.colour ?? 'grey'})`,
  } as CSSProperties;
  return (
    <button
      ref={ref}
      type="button"
      className={css.visit}
      style={style}
      data-visit={visit.appointment}
      data-standing={standing}
      data-short={minutes < 20 || undefined}
      data-moving={isDragSource || undefined}
      aria-pressed={chosen}
      onFocus={() => focus(visit.appointment)}
      onClick={() => focus(visit.appointment)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        hands.doNext(visit);
      }}
    >
      <span className={css.visitTime}>{time(visit.start)}</span>
      <span className={css.visitName}>
        {visit.similar && (
          <span title={t('patient.similar')}>
            <Icon of="alert" size={13} />
            <span className="only-heard">{t('patient.similar')}: </span>
          </span>
        )}{' '}
        {visit.name}
      </span>
      <span className={css.visitKind}>
        {visit.walkIn ? t('walk-in.short') : ''} {visit.reason || kindName}
      </span>
      {visit.reason && <span className="only-heard">{kindName}</span>}
      <span className={standing === 'booked' ? 'only-heard' : css.standing}>
        <span aria-hidden="true">{SIGNS[standing]}</span> {t(`standing.${standing}`)}
      </span>
    </button>
  );
}
