import type { ReactNode } from 'react';
import css from './gate.module.css';
import { Mark } from './mark.tsx';

/** The page before the clinic: sign-in, lock, links. One column, nothing else. */
export function Gate({
  title,
  words,
  children,
  beside,
}: {
  title: string;
  words?: ReactNode;
  children: ReactNode;
  beside?: ReactNode;
}) {
  return (
    <main className={css.gate} data-beside={beside ? true : undefined}>
      <div className={css.column}>
        <div className={css.brand}>
          <Mark />
          <span>Medley</span>
        </div>
        <h1 className={css.title}>{title}</h1>
        {words && <p className={css.words}>{words}</p>}
        {children}
      </div>
      {beside && <div className={css.beside}>{beside}</div>}
    </main>
  );
}
