import { Button } from '#ui/button.tsx';
import { Icon } from '#ui/icon.tsx';
import css from './rooming.module.css';
import { useRooming } from './rooming-context.ts';

/** Red flags for which nobody was called yet, where they were seen, with the call beside them. */
export function RedFlagLine({
  flags,
  onCall,
}: {
  flags: readonly string[];
  onCall: (flags: readonly string[]) => void;
}) {
  const { t, page } = useRooming();
  const called = new Set(page.calls.flatMap((call) => call.flags));
  const open = flags.filter((flag) => !called.has(flag));
  if (open.length === 0) return null;
  return (
    <div className={css.severe} role="alert">
      <Icon of="alert" size={16} />
      <span>{t('red-flag.seen', { flags: open.map((flag) => t(`red-flag.${flag}`)).join(', ') })}</span>
      <Button size="small" tone="danger" onClick={() => onCall(open)}>
        {t('call.now')}
      </Button>
    </div>
  );
}
