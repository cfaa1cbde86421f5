import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { failureFrom } from '#ui/api.ts';
import { Button } from '#ui/button.tsx';
import { Page } from '#ui/page.tsx';
import { Empty, Failure } from '#ui/state.tsx';
import { usePlace } from '#ui/use-place.ts';
import { useWords } from '#ui/use-words.ts';

/** No such page. */
export function NotHere() {
  const t = useWords('shell');
  const { go } = usePlace();
  return (
    <Page title={t('not-here.title')} titleHidden>
      <Empty
        title={t('not-here.title')}
        icon="search"
        action={
          <Button tone="primary" keys="enter" onClick={() => go('/')}>
            {t('home')}
          </Button>
        }
      >
        {t('not-here')}
      </Empty>
    </Page>
  );
}

/** A page of other roles. */
export function NotYours() {
  const t = useWords('shell');
  const { go } = usePlace();
  return (
    <Page title={t('not-yours.title')} titleHidden>
      <Empty
        title={t('not-yours.title')}
        icon="lock"
        action={
          <Button tone="primary" keys="enter" onClick={() => go('/')}>
            {t('home')}
          </Button>
        }
      >
        {t('not-yours')}
      </Empty>
    </Page>
  );
}

const RELOADED = 'medley.reloaded';

/** A screen fell over: the rest of the page, and every draft, still stands. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const t = useWords('shell');
  // After an update of the server the old page asks for files that are gone: a new page has them.
  const outdated = /dynamically imported module|Importing a module script failed/.test(
    String((error as Error)?.message),
  );
  useEffect(() => {
    if (!outdated || sessionStorage.getItem(RELOADED) === location.pathname) return;
    sessionStorage.setItem(RELOADED, location.pathname);
    location.reload();
  }, [outdated]);
  if (failureFrom(error).kind !== 'broken') return <Failure of={error} retry={reset} />;
  return (
    <Page title={t('broken.title')} titleHidden>
      <Empty
        title={t('broken.title')}
        icon="alert"
        action={
          <Button tone="primary" keys="enter" onClick={reset}>
            {t('broken.again')}
          </Button>
        }
      >
        {t('broken')}
      </Empty>
    </Page>
  );
}
