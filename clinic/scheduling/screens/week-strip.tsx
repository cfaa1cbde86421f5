import { useFormat } from '#ui/use-format.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { week } from '../views/week.contract.ts';
import css from './day.module.css';

/** The week of a day: how full each is, one press away. */
export function WeekStrip({ day, go }: { day: string; go: (day: string) => void }) {
  const t = useWords('scheduling');
  const { language, today } = useFormat();
  const { data = [] } = useView(week, { day }, { keep: true });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <nav className={css.week} aria-label={t('week')}>
      {data.map((one) => (
        <button
          type="button"
          key={one.day}
          className={css.weekDay}
          aria-current={one.day === day ? 'date' : undefined}
          data-today={one.day === today() || undefined}
          onClick={() => go(one.day)}
        >
          <span>
            {weekday.format(new Date(`${one.day}T12:00:00Z`)).replace('.', '')} {Number(one.day.slice(8))}
          </span>
          <span className={css.quiet}>
            {one.visits || '·'} <span className="only-heard">{t('week.visits')}</span>
          </span>
        </button>
      ))}
    </nav>
  );
}
