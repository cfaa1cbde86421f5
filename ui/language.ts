import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from './session.ts';

/** All words of one language: room -> key -> words. */
export type WordsOf = (
  language: Language,
) => Promise<Readonly<Record<string, Readonly<Record<string, string>>>>>;

let load: WordsOf = async () => ({});
const loaded = new Set<Language>();

/** Starts the words with the language of this workstation. */
export async function startWords(words: WordsOf, language: Language): Promise<void> {
  load = words;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    ns: ['ui'],
    defaultNS: 'ui',
    resources: {},
    // Keys are flat (`refusal.no-room`), and React escapes by itself.
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false },
    returnEmptyString: true,
    react: { useSuspense: false, bindI18nStore: 'added' },
  });
  await Promise.all([take('en'), take(language)]);
  await i18next.changeLanguage(language);
  mark(language);
}

async function take(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  const rooms = await load(language);
  loaded.add(language);
  for (const [room, words] of Object.entries(rooms)) i18next.addResourceBundle(language, room, words);
}

/** The words of another language at hand, for a part of the page that speaks it. */
export const haveLanguage = (language: Language): Promise<void> => take(language);

/** Switches every word on screen, at once. */
export async function setLanguage(language: Language): Promise<void> {
  await take(language);
  await i18next.changeLanguage(language);
  mark(language);
}

function mark(language: Language): void {
  document.documentElement.lang = language;
  // A preference of this workstation, so that the sign-in page speaks it too; nothing of a patient.
  localStorage.setItem('medley.language', language);
}

export function languageHere(): Language {
  const kept = localStorage.getItem('medley.language');
  if (kept === 'en' || kept === 'es') return kept;
  return navigator.language.startsWith('es') ? 'es' : 'en';
}

/** Words of any language, for the command bar that answers to both. */
export async function wordsIn(language: Language, key: string): Promise<string> {
  await take(language);
  return i18next.getFixedT(language)(key);
}
