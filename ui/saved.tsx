import css from './saved.module.css';
import type { SaveState } from './use-command.ts';
import { useFormat } from './use-format.ts';
import { useWords } from './use-words.ts';

/** The small word beside a field: saving, saved 10:42, not saved: retry. `<Saved state={save.state} at={save.savedAt} retry={save.retry} />` */
export function Saved({
  state,
  at,
  retry,
}: {
  state: SaveState | undefined;
  at?: Date | undefined;
  retry?: () => void;
}) {
  const t = useWords('ui');
  const { time } = useFormat();
  if (!state || state === 'idle') return null;
  if (state === 'failed') {
    return (
      <span className={css.saved} data-state="failed" role="status">
        {t('saved.failed')}
        {retry && (
          <button type="button" className={css.retry} onClick={retry}>
            {t('saved.retry')}
          </button>
        )}
      </span>
    );
  }
  return (
    <span className={css.saved} data-state={state} role="status">
      {state === 'saving' ? t('saved.saving') : t('saved.saved', { time: time(at) })}
    </span>
  );
}
