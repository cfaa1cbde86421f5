import type { WordsOf } from '#ui/language.ts';

/** Room of a message file: its folder's name; the shell's own words are `shell`. */
const roomOf = (path: string): string => {
  const folder = /([^/]+)\/messages\//.exec(path)?.[1] ?? '';
  return folder === '..' || folder === '' ? 'shell' : folder;
};

/** All words of a language, by room; one file each, loaded when the language is first spoken. */
export const words: WordsOf = async (language) => {
  const { files } = language === 'es' ? await import('./es.ts') : await import('./en.ts');
  return Object.fromEntries(Object.entries(files).map(([path, messages]) => [roomOf(path), messages]));
};
