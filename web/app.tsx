import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { closeEvents, openEvents } from '#ui/events.ts';
import { languageHere, setLanguage } from '#ui/language.ts';
import { listenToScanner } from '#ui/scanner.ts';
import { askSession, keepLanguage, sessionStore } from '#ui/session.ts';
import { useStore } from '#ui/store.ts';
import { listenToKeys } from '#ui/use-keys.ts';
import { chosenLanguage } from './language-switch.tsx';
import { LinkPage } from './link-page.tsx';
import { LockScreen } from './lock-screen.tsx';
import { makeRouter } from './router.tsx';
import { SignIn } from './sign-in.tsx';
import { useTabIcon } from './tab-icon.ts';
import { Unreachable } from './unreachable.tsx';

const router = makeRouter();
// Which page stands on the screen, not only which was asked for.
router.subscribe('onRendered', ({ toLocation }) => {
  document.documentElement.dataset.at = toLocation.pathname;
});

/** What this workstation shows: sign-in, the lock, or the clinic. Behind the lock nothing of the record is in the document. */
export function App() {
  const now = useStore(sessionStore);
  const language = 'session' in now ? now.session.language : undefined;
  useEffect(() => listenToKeys(), []);
  useEffect(() => listenToScanner(), []);
  useEffect(() => {
    if (!language || language === languageHere()) return;
    if (chosenLanguage() === languageHere()) keepLanguage(languageHere());
    else void setLanguage(language);
  }, [language]);
  useEffect(() => {
    if (now.state === 'in') openEvents();
    else closeEvents();
  }, [now.state]);
  useTabIcon(now.state);
  const link = /^\/link\/([^/]+)$/.exec(location.pathname)?.[1];
  if (link && now.state !== 'in') return <LinkPage token={link} />;
  switch (now.state) {
    case 'asking':
      return null;
    case 'unreachable':
      return <Unreachable retry={() => void askSession()} />;
    case 'out':
      return <SignIn />;
    case 'locked':
      return <LockScreen session={now.session} />;
    case 'in':
      return <RouterProvider router={router} />;
  }
}
