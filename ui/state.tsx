import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ApiFailure, failureFrom } from './api.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import css from './state.module.css';
import { useWords } from './use-words.ts';

/** Nothing here yet, and what to do about it: `<Empty title="No appointments today" action={…}>n books one.</Empty>` */
export function Empty({
  title,
  children,
  action,
  icon,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: IconName;
}) {
  return (
    <div className={css.state} data-state>
      {icon && <Icon of={icon} size={28} />}
      <p className={css.title}>{title}</p>
      {children && <div className={css.words}>{children}</div>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}

/** What went wrong, in words, with the way out. `<Failure of={error} retry={refetch} />` */
export function Failure({ of, retry }: { of: unknown; retry?: () => void }) {
  const t = useWords('ui');
  const failure = failureFrom(of);
  const reason = failure.kind === 'forbidden' ? failure.reason : '';
  return (
    <div className={css.state} data-state role="alert">
      <Icon of={failure.kind === 'forbidden' ? 'lock' : 'alert'} size={28} />
      <p className={css.title}>{t(`failure.${failure.kind}.title`)}</p>
      <div className={css.words}>{reason || t(`failure.${failure.kind}`)}</div>
      {retry && failure.kind !== 'forbidden' && failure.kind !== 'missing' && (
        <div className={css.action}>
          <Button onClick={retry} icon="refresh">
            {t('retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Grey lines where words will be: never a spinner over the page. */
export function Skeleton({ lines = 3, shape = 'lines' }: { lines?: number; shape?: 'lines' | 'block' }) {
  const t = useWords('ui');
  return (
    <div className={css.skeleton} data-state data-shape={shape} role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity
        <span key={at} style={{ width: `${92 - ((at * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** A view's three states in one place: `<Loaded view={useView(dayView, {})}>{(day) => <Day day={day} />}</Loaded>` */
export function Loaded<Data>({
  view,
  children,
  lines = 5,
}: {
  view: UseQueryResult<Data, ApiFailure>;
  children: (data: Data) => ReactNode;
  lines?: number;
}) {
  if (view.data !== undefined) return children(view.data);
  if (view.error) return <Failure of={view.error} retry={() => void view.refetch()} />;
  return <Skeleton lines={lines} />;
}
