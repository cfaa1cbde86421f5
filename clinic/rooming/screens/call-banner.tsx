import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useNow } from '#ui/use-now.ts';
import { acknowledgeCall } from '../commands/acknowledge-call.contract.ts';
import { getProvider } from '../commands/get-provider.contract.ts';
import { RED_FLAGS, redFlagOf } from '../rules/red-flags.ts';
import type { CallRow } from '../views/visit-page.contract.ts';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** Seconds without answer after which the screen names the emergency number (D3). */
const EMERGENCY_AFTER = 60;

/** The provider is called: since when, for what, and who came. Reasons can be added with one press each. */
export function CallBanner({ call }: { call: CallRow }) {
  const { t, format, encounter, page, clockAhead } = useRooming();
  const [more, setMore] = useState(false);
  const acknowledge = useCommand(acknowledgeCall);
  const add = useCommand(getProvider, { done: () => '' });
  const seconds = Math.max(0, Math.floor((useNow(1) + clockAhead - Date.parse(call.since)) / 1000));
  const flags = call.flags.map((flag) => t(`red-flag.${flag}`)).join(', ');
  if (call.acknowledged)
    return (
      <div className={css.answered} role="status">
        <Icon of="check" size={16} />{' '}
        {t('call.answered', { by: call.by ?? '', time: format.time(call.acknowledged), flags })}
      </div>
    );
  const emergency = seconds >= EMERGENCY_AFTER && call.flags.some((flag) => redFlagOf(flag)?.emergency);
  return (
    <div className={css.call} role="alert">
      <Icon of="bell" size={18} />
      <span>
        <strong>{t('call.called', { provider: page.provider ?? t('call.a-provider') })}</strong>{' '}
        {flags && <span>{flags}</span>}{' '}
        <span role="timer" aria-live="off">
          {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
        </span>
        {emergency && <strong className={css.emergency}> {t('call.emergency')}</strong>}
      </span>
      <Button size="small" onClick={() => setMore((now) => !now)}>
        {t('call.add-reason')}
      </Button>
      <Button size="small" tone="primary" onClick={() => void acknowledge.run({ call: call.id })}>
        {t('call.here')}
      </Button>
      {more && (
        <div className={css.choices}>
          {RED_FLAGS.filter((row) => !call.flags.includes(row.code)).map((row) => (
            <Button
              key={row.code}
              size="small"
              onClick={() => void add.run({ encounter, flags: [row.code] })}
            >
              {t(`red-flag.${row.code}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
