import { type ReactNode, useId } from 'react';
import css from './page.module.css';
import { useTitle } from './use-title.ts';

export interface PageProps {
  readonly title: string;
  /** One line under or beside the title: counts, a date. */
  readonly meta?: ReactNode;
  /** Right of the title: choices of view, the primary action. */
  readonly actions?: ReactNode;
  /** A second column at the right, below on narrow screens. */
  readonly aside?: ReactNode;
  /** Stays at the bottom: what is left to do and the one next step. */
  readonly foot?: ReactNode;
  /** `form` is one readable column, `full` uses all the width. */
  readonly width?: 'form' | 'normal' | 'full';
  readonly children: ReactNode;
  /** The title is heard, not seen (the banner says enough). */
  readonly titleHidden?: boolean;
  /** Tab title when it differs, e.g. on patient screens the frame sets it: pass ''. */
  readonly tab?: string;
}

/** What every screen returns: `<Page title={t('title')} actions={…}>…</Page>` */
export function Page({
  title,
  meta,
  actions,
  aside,
  foot,
  width = 'normal',
  children,
  titleHidden,
  tab,
}: PageProps) {
  useTitle(tab ?? title);
  return (
    <div className={css.page} data-width={width}>
      <header className={css.head} data-hidden={(titleHidden && !actions && !meta) || undefined}>
        <h1 className={titleHidden ? 'only-heard' : css.title} tabIndex={-1} data-page-title>
          {title}
        </h1>
        {meta && <div className={css.meta}>{meta}</div>}
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      <div className={css.columns} data-aside={aside ? true : undefined}>
        <div className={css.main}>{children}</div>
        {aside && <aside className={css.aside}>{aside}</aside>}
      </div>
      {foot && <footer className={css.foot}>{foot}</footer>}
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  /** Right of the title, quiet: `last: 14 May`, a Saved word. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Level of the heading; 2 unless inside another section. */
  readonly level?: 2 | 3;
  /** Anchor for jumping to it. */
  readonly id?: string;
  /** Marks what is complete with a quiet tick before the title. */
  readonly done?: boolean;
}

/** A part of a page under a hairline: `<Section title="Vitals" note="last: 14 May">…</Section>` */
export function Section({ title, note, actions, children, level = 2, id, done }: SectionProps) {
  const own = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={css.section} aria-labelledby={own} id={id}>
      <div className={css.sectionHead}>
        <Heading className={css.sectionTitle} id={own}>
          {done && (
            <span className={css.done} aria-hidden="true">
              ✓{' '}
            </span>
          )}
          {title}
        </Heading>
        {note && <div className={css.note}>{note}</div>}
        {actions && <div className={css.sectionActions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
