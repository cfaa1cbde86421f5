import { useEffect, useState } from 'react';
import { connection } from '#ui/connection.ts';
import { Icon } from '#ui/icon.tsx';
import { askSession } from '#ui/session.ts';
import { useStore } from '#ui/store.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import css from './connection-banner.module.css';

const PATIENCE = 1200;
const AGAIN = 3000;

/** Says that the server is away, and what is safe. A blip of a second says nothing. */
export function ConnectionBanner() {
  const t = useWords('shell');
  const { time } = useFormat();
  const { state, since, waiting } = useStore(connection);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (state === 'online') return setShown(false);
    const wait = setTimeout(() => setShown(true), PATIENCE);
    const ask = setInterval(() => void askSession(), AGAIN);
    return () => {
      clearTimeout(wait);
      clearInterval(ask);
    };
  }, [state]);
  if (!shown || state === 'online') return null;
  return (
    <div className={css.banner} role="alert">
      <Icon of="alert" />
      <strong>{t('lost.title', { time: time(since ? new Date(since) : undefined) })}</strong>
      <span>{waiting > 0 ? t('lost.waiting', { count: waiting }) : t('lost.safe')}</span>
    </div>
  );
}
