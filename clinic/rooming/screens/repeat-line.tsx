import { Button } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import { useNow } from '#ui/use-now.ts';
import { judgePressure } from '../rules/judge-pressure.ts';
import { goToStop } from './flow.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';
import { usePressures } from './use-pressures.ts';

/** Under the blood pressures: when the next is due, the average, orthostatic change, and who must know now. */
export function RepeatLine() {
  const { t, subject, clockAhead } = useRooming();
  const { repeat, average, orthostatic, readings } = usePressures();
  const now = useNow(1) + clockAhead;
  const last = readings.at(-1);
  const severe = last ? judgePressure(last, subject).notifyNow : false;
  const seconds = repeat ? Math.max(0, Math.ceil((repeat.dueAt - now) / 1000)) : 0;
  return (
    <>
      {(repeat || average || orthostatic) && (
        <p className={css.repeat} data-due={repeat && seconds === 0 ? '' : undefined}>
          {repeat && (
            <span role="timer" aria-live="off">
              {seconds > 0
                ? t('repeat.in', {
                    time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
                  })
                : t('repeat.now', { n: repeat.number })}
            </span>
          )}
          {repeat && seconds === 0 && (
            <span className="only-heard" role="status">
              {t('repeat.now', { n: repeat.number })}
            </span>
          )}
          {repeat && (
            <Button
              size="small"
              tone="quiet"
              keys="alt+b"
              onClick={() => goToStop(`blood-pressure-${repeat.number}`)}
            >
              {t('repeat.go', { n: repeat.number })}
            </Button>
          )}
          {average && (
            <span>
              {t('repeat.average', {
                systolic: average.systolic,
                diastolic: average.diastolic,
                count: readings.length,
              })}
            </span>
          )}
          {orthostatic && (
            <span>
              {t(orthostatic.positive ? 'orthostatic.positive' : 'orthostatic.negative', {
                systolic: orthostatic.systolicDrop,
                diastolic: orthostatic.diastolicDrop,
              })}
            </span>
          )}
        </p>
      )}
      {severe && (
        <p className={css.severe} role="alert">
          <Icon of="alert" size={16} /> <span>{t('severe.notify')}</span>
        </p>
      )}
    </>
  );
}

/** Arms that must not be used, in sight before the cuff is put on. */
export function BarredArms() {
  const { t, page } = useRooming();
  return Object.entries(page.barredArms).map(([arm, reason]) => (
    <p key={arm} className={css.barred}>
      <Icon of="ban" size={14} /> {t(`barred.${arm}`, { reason })}
    </p>
  ));
}
