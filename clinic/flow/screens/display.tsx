import { Text } from '#ui/layout.tsx';
import { Loaded } from '#ui/state.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useTitle } from '#ui/use-title.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { displayView } from '../views/display.contract.ts';
import css from './board.module.css';

/** [B10] For the screen in the waiting room: tickets and rooms, nobody's name. */
export default function DisplayScreen() {
  const t = useWords('flow');
  const { time } = useFormat();
  useTitle(t('display'));
  const view = useView(displayView, {});
  return (
    <Loaded view={view}>
      {({ now, calling, waiting }) => (
        <main className={css.display}>
          <section aria-live="polite">
            <h1>{t('display.calling')}</h1>
            {calling.length === 0 && <p className={css.waitingTicket}>{t('display.nobody')}</p>}
            {calling.map(({ ticket, room }) => (
              <p key={ticket} className={css.ticket}>
                <span>{ticket}</span>
                <span>{room}</span>
              </p>
            ))}
          </section>
          <section>
            <h2>{t('display.waiting')}</h2>
            {waiting.map((ticket) => (
              <p key={ticket} className={css.waitingTicket}>
                {ticket}
              </p>
            ))}
            <Text kind="quiet">{time(now)}</Text>
          </section>
        </main>
      )}
    </Loaded>
  );
}
