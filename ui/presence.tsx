import { Button } from './button.tsx';
import type { Conflict as Clash } from './drafts.ts';
import css from './presence.module.css';
import { useWords } from './use-words.ts';

/** Who else is in this form: `<Presence names={draft.present} />` */
export function Presence({ names }: { names: readonly string[] }) {
  const t = useWords('ui');
  if (names.length === 0) return null;
  return (
    <span className={css.presence} role="status">
      <span className={css.dot} aria-hidden="true" />
      {t('presence.also', { names: names.join(', ') })}
    </span>
  );
}

/** Two people wrote the same field: both shown side by side, one key each. `<Conflict of={draft.conflicts.reason} show={String} resolve={(c) => draft.resolve('reason', c)} />` */
export function Conflict({
  of,
  show,
  resolve,
}: {
  of: Clash | undefined;
  show: (value: unknown) => string;
  resolve: (choice: 'mine' | 'theirs') => void;
}) {
  const t = useWords('ui');
  if (!of) return null;
  return (
    <div className={css.conflict} role="alert">
      <p>{t('conflict.title', { by: of.by })}</p>
      <div className={css.sides}>
        <div>
          <small>{t('conflict.mine')}</small>
          <p>{show(of.mine)}</p>
          <Button size="small" onClick={() => resolve('mine')}>
            {t('conflict.keep-mine')}
          </Button>
        </div>
        <div>
          <small>{of.by}</small>
          <p>{show(of.theirs)}</p>
          <Button size="small" onClick={() => resolve('theirs')}>
            {t('conflict.keep-theirs')}
          </Button>
        </div>
      </div>
    </div>
  );
}
