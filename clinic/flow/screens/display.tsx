import { Loaded } from '#ui/state.tsx';
import { useFormat } from '#ui/use-format.ts';
import { useNow } from '#ui/use-now.ts';
import { useTitle } from '#ui/use-title.ts';
import { useView } from '#ui/use-view.ts';
import { useSession } from '#ui/use-who.ts';
import { useWords } from '#ui/use-words.ts';
import { displayView } from '../views/display.contract.ts';
import css from './display.module.css';

/** [B10] For the screen in the waiting room: tickets and rooms, nobody's name. */
export default function DisplayScreen() {
  const t = useWords('flow');
  const { time } = useFormat();
  const { clinic } = useSession();
  const now = useNow(10);
  useTitle(t('display'));
  const view = useView(displayView, {});
  return (
    <Loaded view={view}>
      {({ calling, waiting }) => (
        <main className={css.display}>
          <header className={css.top}>
            <span>{clinic.name}</span>
            <span>{time(new Date(now))}</span>
          </header>
          <section aria-live="polite">
            <h1 className={css.heading}>{t('display.calling')}</h1>
            {calling.length === 0 && <p className={css.calm}>{t('display.nobody')}</p>}
            {calling.map(({ ticket, room }) => (
              <p key={ticket} className={css.ticket}>
                <span>{ticket}</span> <span>{room}</span>
              </p>
            ))}
          </section>
          <section>
            <h2 className={css.heading}>{t('display.waiting')}</h2>
            <ul className={css.waiting}>
              {waiting.map((ticket) => (
                <li key={ticket}>{ticket}</li>
              ))}
            </ul>
          </section>
        </main>
      )}
    </Loaded>
  );
}
