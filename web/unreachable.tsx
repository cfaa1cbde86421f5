import { useEffect } from 'react';
import { Button } from '#ui/button.tsx';
import { useWords } from '#ui/use-words.ts';
import { Gate } from './gate.tsx';

const AGAIN = 2000;

/** The page is here, the server is not. It keeps asking. */
export function Unreachable({ retry }: { retry: () => void }) {
  const t = useWords('shell');
  useEffect(() => {
    const timer = setInterval(retry, AGAIN);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <Gate title={t('unreachable.title')} words={t('unreachable')}>
      <Button onClick={retry} icon="refresh">
        {t('unreachable.again')}
      </Button>
    </Gate>
  );
}
