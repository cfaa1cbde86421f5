/**
 * Text as it is compared: lower case, without accents, letters that Unicode does not decompose written out, every run
 * of anything else than letters and digits one space. `Müller-Straße` and `muller strasse` are the same.
 */
export function fold(text: string): string {
  const simple = ASCII_WORDS.test(text) ? text.toLowerCase() : foldUnicode(text);
  return simple;
}

const ASCII_WORDS = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;

// Letters that NFKD leaves whole, with the spelling people type instead.
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
  ə: 'a',
  ς: 'σ',
};
const SPELLED_LETTERS = new RegExp(`[${Object.keys(SPELLED).join('')}]`, 'gu');
// Marks of Latin, Greek, Cyrillic, Hebrew points and Arabic vowel signs. Marks of Indic and other scripts carry vowels and stay.
const OPTIONAL_MARKS =
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640]/g;
const APOSTROPHES = /(?<=\p{L})['’ʼ`´](?=\p{L})/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/gu;

function foldUnicode(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(OPTIONAL_MARKS, '')
    .replace(SPELLED_LETTERS, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFC')
    .replace(APOSTROPHES, '')
    .replace(BETWEEN_WORDS, ' ')
    .trim();
}
