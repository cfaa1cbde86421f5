import { useEffect } from 'react';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { Keys } from './keys.tsx';
import { useStore } from './store.ts';
import { dismiss, type Toast, toast, toasts, undoLast } from './toast-store.ts';
import css from './toasts.module.css';
import { useKeys } from './use-keys.ts';
import { useWords } from './use-words.ts';

/** The shell shows it once; screens say `toast({ words })`. */
export function Toasts() {
  const t = useWords('ui');
  const all = useStore(toasts);
  const undoable = all.some((one) => one.undo !== undefined);
  const undo = async () => {
    const how = await undoLast();
    if (how) toast({ words: t(`undo.${how}`), tone: how === 'undone' ? 'good' : 'warn' });
  };
  useKeys(undoable ? { z: { label: t('undo.undo'), run: () => void undo() } } : {});
  return (
    <div className={css.toasts} role="status" aria-live="polite">
      {all.map((one) => (
        <One key={one.id} of={one} onUndo={() => void undo()} />
      ))}
    </div>
  );
}

function One({ of, onUndo }: { of: Toast; onUndo: () => void }) {
  const t = useWords('ui');
  useEffect(() => {
    const timer = setTimeout(() => dismiss(of.id), of.ms);
    return () => clearTimeout(timer);
  }, [of]);
  return (
    <div className={css.toast} data-tone={of.tone}>
      {of.tone !== 'plain' && <Icon of={of.tone === 'good' ? 'check' : 'alert'} />}
      <span>{of.words}</span>
      {of.undo && (
        <button type="button" className={css.undo} onClick={onUndo}>
          {t('undo.undo')} <Keys of="z" />
        </button>
      )}
      <IconButton icon="close" size="small" label={t('dismiss')} onClick={() => dismiss(of.id)} />
    </div>
  );
}
