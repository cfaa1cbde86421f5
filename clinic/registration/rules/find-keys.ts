/**
 * Numbers by which a person is found although something was mistyped: what is stored for her and what is asked for share
 * at least one. Few enough to be kept for everybody, loose enough for a slip; `closeness` decides then. Pure.
 */
import type { Patient } from '#fhir/types.ts';
import { nameWords } from './closeness.ts';
import { formsOf } from './nicknames.ts';
import { soundsOf } from './sound.ts';

/** The form of the keys: what is stored is made anew when it changes. */
export const KEY_FORM = 2;

/** 32-bit FNV-1a, signed as PostgreSQL's int. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value ^= text.charCodeAt(at);
    value = Math.imul(value, 0x01000193);
  }
  return value | 0;
}

/** The word with one letter left out, each in turn: two words that are one slip apart share one of these. */
const shortened = (word: string): string[] =>
  word.length < 4 ? [] : Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));

const LONGEST_BEGINNING = 4;
const beginnings = (word: string): string[] =>
  Array.from({ length: Math.min(LONGEST_BEGINNING, word.length) }, (_, at) => word.slice(0, at + 1));

const hashed = (mark: string, words: readonly string[]): number[] =>
  words.map((word) => hash(`${mark}:${word}`));

/** Ten digits of a number of the United States, else all that there are. */
export const phoneDigits = (phone: string): string => phone.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');

/** The folded words of all her names, the parts of one also written together. */
export function findWords(patient: Patient): string[] {
  const words = nameWords(patient.name);
  return [...new Set([...words, ...words.map((word) => word.replaceAll(' ', ''))])].filter(
    (word) => word !== '' && !word.includes(' '),
  );
}

/** What is kept for a patient. */
export function storedKeys(patient: Patient): number[] {
  const phones = (patient.telecom ?? [])
    .filter(({ system }) => system === 'phone')
    .map(({ value }) => phoneDigits(value ?? ''))
    .filter((digits) => digits.length >= 7);
  const names = findWords(patient).flatMap((word) => [
    ...hashed('word', [word, ...shortened(word)]),
    ...hashed('sound', soundsOf(word)),
    ...hashed('begins', beginnings(word)),
    ...(word.length >= 6 ? hashed('ends', [word.slice(-3)]) : []),
  ]);
  const numbers = phones.flatMap((digits) => hashed('phone', [digits, digits.slice(-7), digits.slice(-4)]));
  return [...new Set([...names, ...numbers])];
}

/** What is asked for a word that is spelled right or only begun. */
export const strictKeys = (word: string): number[] => [
  ...hashed('word', formsOf(word)),
  ...hashed('begins', [word.slice(0, LONGEST_BEGINNING)]),
];

/** What is asked for a word that may be mistyped. */
export const looseKeys = (word: string): number[] => [
  ...new Set([
    ...strictKeys(word),
    ...hashed('word', shortened(word)),
    ...hashed('sound', soundsOf(word)),
    ...(word.length >= 6 ? hashed('begins', [word.slice(0, 3)]) : []),
    ...(word.length >= 7 ? hashed('ends', [word.slice(-3)]) : []),
  ]),
];

/** What is asked for a telephone, its last seven digits or its last four. */
export const phoneKeys = (digits: string): number[] => hashed('phone', [digits]);
