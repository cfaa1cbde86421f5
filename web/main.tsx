import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { Kit } from '#ui/kit.tsx';
import { languageHere, startWords } from '#ui/language.ts';
import { askSession } from '#ui/session.ts';
import { App } from './app.tsx';
import { words } from './words/words.ts';

// The page's content policy forbids making code from text, which zod would otherwise try.
z.config({ jitless: true });

const root = document.getElementById('root');
await Promise.all([startWords(words, languageHere()), askSession()]);
if (root) {
  createRoot(root).render(
    <Kit>
      <App />
    </Kit>,
  );
}
