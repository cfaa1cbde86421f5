import { Empty } from './state.tsx';
import { useWords } from './use-words.ts';

/** Instead of a file that cannot be shown: closed, damaged, or cut off on its way. */
export function UnreadableFile() {
  const t = useWords('ui');
  return (
    <div role="alert">
      <Empty icon="alert" title={t('file.unreadable')}>
        {t('file.unreadable.hint')}
      </Empty>
    </div>
  );
}
