import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { lockNow } from '#ui/session.ts';
import { Toasts } from '#ui/toasts.tsx';
import { useKeys } from '#ui/use-keys.ts';
import { usePlace } from '#ui/use-place.ts';
import { useScan } from '#ui/use-scan.ts';
import { useWords } from '#ui/use-words.ts';
import { CommandBar } from './command-bar.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { KeysOverlay } from './keys-overlay.tsx';
import { openScanned } from './open-scanned.ts';
import { Rail } from './rail.tsx';
import css from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useIdleLock } from './use-idle-lock.ts';

/** What stands around every screen: rail, top bar, command bar, keys, the lock that falls by itself. */
export function Shell() {
  const t = useWords('shell');
  const { go, back } = usePlace();
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  useIdleLock();
  useFocusOnArrival();
  useScan((scan) => {
    // A fast hand in a text box is no scanner: there only those hear a scan who wait for one.
    if (scan.typed) return false;
    void openScanned(scan, go);
    return true;
  });
  useKeys(
    {
      '/': { label: t('keys.search'), run: () => setSearching(true) },
      'ctrl+k': { label: t('keys.search'), run: () => setSearching(true), hidden: true },
      '?': { label: t('keys.help'), run: () => setHelping(true) },
      'ctrl+shift+l': { label: t('keys.lock'), run: lockNow },
      escape: { label: t('keys.back'), run: () => leaveFieldOr(back) },
    },
    { group: t('keys.everywhere') },
  );
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#screen">
        {t('skip')}
      </a>
      <Rail />
      <div className={css.right}>
        <TopBar onSearch={() => setSearching(true)} onHelp={() => setHelping(true)} />
        <ConnectionBanner />
        <main className={css.screen} id="screen" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <CommandBar open={searching} onClose={() => setSearching(false)} />
      <KeysOverlay open={helping} onClose={() => setHelping(false)} />
      <Toasts />
    </div>
  );
}

/** Esc is one step back: first out of the field, then to the page before. */
function leaveFieldOr(back: () => void): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.matches('input, textarea, select'))
    activeElement.blur();
  else if (history.length > 1) back();
}

/** A new page is announced by its title, unless a field of it already took the focus. */
function useFocusOnArrival(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => {
      const { activeElement } = document;
      if (activeElement && activeElement !== document.body && activeElement.closest('#screen')) return;
      document.querySelector<HTMLElement>('[data-page-title]')?.focus({ preventScroll: true });
    }, 60);
    return () => clearTimeout(timer);
  }, [path]);
}
