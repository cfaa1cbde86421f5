/** How a name sounds, in English and in Spanish spelling. Pure. */
import { doubleMetaphone } from 'double-metaphone';

/** Letters that Spanish says alike, written one way: Velázquez and Belasques, Ximena and Jimena, Hernández and Ernandes. */
const asHeard = (word: string): string =>
  word
    .replace(/^h/, '')
    .replace(/^x/, 'j')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/ll/g, 'y')
    .replace(/v/g, 'b')
    .replace(/z/g, 's')
    .replace(/c(?=[ei])/g, 's');

const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 20_000;

/** Codes of the sound of a folded word; none for what is not written in Latin letters. */
export function soundsOf(word: string): readonly string[] {
  const before = known.get(word);
  if (before) return before;
  const codes = /^[a-z]+$/.test(word) ? [...doubleMetaphone(word), ...doubleMetaphone(asHeard(word))] : [];
  const found = [...new Set(codes.filter((code) => code !== ''))];
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, found);
  return found;
}

/** Do two words sound alike? A single consonant is too little to go by: then the words must begin alike and be about as long. */
export function soundAlike(one: string, other: string): boolean {
  const sounds = soundsOf(other);
  return soundsOf(one).some(
    (code) =>
      sounds.includes(code) &&
      (code.length >= 2 || (one[0] === other[0] && Math.abs(one.length - other.length) <= 2)),
  );
}
