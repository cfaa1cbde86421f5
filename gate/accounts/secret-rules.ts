/** What may be a password or a PIN. Pure (NIST SP 800-63B 5.1.1.2: length, no composition rules, common ones refused). */
import { readFileSync } from 'node:fs';

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'contains-name' | 'repetitive';
export type PinFault = 'not-digits' | 'trivial';

const SHORTEST = 12;
const LONGEST = 256;
const COMMON = readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((word) => word !== '')
  .sort((a, b) => b.length - a.length);

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What is left when common words, digits and signs are taken out of it. */
function rest(text: string): string {
  return COMMON.reduce((left, word) => left.replaceAll(word, ' '), text).replace(/[^\p{L}]/gu, '');
}

/** The reason against a password for this account, or undefined when it will do. */
export function judgePassword(
  password: string,
  account: { name: string; display: string },
): PasswordFault | undefined {
  const text = plain(password);
  if ([...password].length < SHORTEST) return 'too-short';
  if (password.length > LONGEST) return 'too-long';
  if (new Set(text).size < 5) return 'repetitive';
  const unleeted = text.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);
  if (rest(text).length < 4 || rest(unleeted).length < 4) return 'common';
  const names = plain(`${account.name} ${account.display}`).split(/[^\p{L}\p{N}]+/u);
  const nameless = names
    .filter((name) => name.length >= 3)
    .reduce((left, name) => left.replaceAll(name, ''), text);
  if (nameless.length < SHORTEST - 4) return 'contains-name';
  return undefined;
}

const COMMON_PINS = new Set([
  '1004',
  '1122',
  '1313',
  '2580',
  '0852',
  '5683',
  '6969',
  '4321',
  '112233',
  '123123',
  '147258',
  '159753',
  '789456',
]);

/** The reason against a PIN, or undefined. Trivial: runs, repeats, years, and the ones thieves try first. */
export function judgePin(pin: string): PinFault | undefined {
  if (!/^\d{4,8}$/.test(pin)) return 'not-digits';
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  const isRun = steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? 0);
  const isRepeat = /^(\d{1,4})\1+$/.test(pin);
  const isYear = /^(19|20)\d\d$/.test(pin);
  return isRun || isRepeat || isYear || COMMON_PINS.has(pin) ? 'trivial' : undefined;
}
