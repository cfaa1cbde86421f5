/** Check digits and formats of the identifiers a clinic types or scans. They catch slips, not a wrong but valid number. */

/** Luhn sum over digits, rightmost (the check digit) not doubled. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, doubled = false; at >= 0; at--, doubled = !doubled) {
    const digit = digits.charCodeAt(at) - 48;
    sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

/** National Provider Identifier: ten digits, first 1 or 2, Luhn with the prefix 80840 (45 CFR 162.406). */
export const isNpi = (text: string): boolean => /^[12]\d{9}$/.test(text) && luhn(`80840${text}`);

/** LOINC number: digits, dash, Luhn check digit of the digits. */
export const isLoinc = (text: string): boolean => /^\d{1,7}-\d$/.test(text) && luhn(text.replace('-', ''));

// Verhoeff tables (dihedral group D5); the permutation of position n is applied n times.
const TIMES = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTE = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** SNOMED CT identifier: 6 to 18 digits, Verhoeff (SNOMED CT Release File Specification 4.2). */
export function isSnomed(text: string): boolean {
  if (!/^[1-9]\d{5,17}$/.test(text)) return false;
  let check = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(text.length - 1 - at) - 48;
    const permuted = (PERMUTE[at % 8] ?? '').charCodeAt(digit) - 48;
    check = (TIMES[check] ?? '').charCodeAt(permuted) - 48;
  }
  return check === 0;
}

/** Check digit of a GTIN body (7, 11, 12 or 13 digits): weights 3 and 1 from the right (GS1 General Specifications 7.9). */
export function gtinCheckDigit(body: string): number | undefined {
  if (!/^(\d{7}|\d{11}|\d{12}|\d{13})$/.test(body)) return undefined;
  let sum = 0;
  for (let at = 0; at < body.length; at++)
    sum += (body.charCodeAt(body.length - 1 - at) - 48) * (at % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/** GTIN-8, -12, -13 or -14 with its check digit. */
export const isGtin = (text: string): boolean =>
  /^\d+$/.test(text) && gtinCheckDigit(text.slice(0, -1)) === Number(text.slice(-1));

/** DEA registration: two letters (or letter and 9), seven digits, (d1+d3+d5) + 2(d2+d4+d6) ends in d7 (21 CFR 1301.13 practice). */
export function isDea(text: string): boolean {
  const found = /^[ABCDEFGHJKLMPRSTUX][A-Z9](\d)(\d)(\d)(\d)(\d)(\d)(\d)$/.exec(text.toUpperCase());
  if (!found) return false;
  const [d1, d2, d3, d4, d5, d6, d7] = found.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (d1 + d3 + d5 + 2 * (d2 + d4 + d6)) % 10 === d7;
}

/** Medicare Beneficiary Identifier: 11 characters in CMS's pattern, letters without S L O I B Z; dashes are ignored. */
export function isMbi(text: string): boolean {
  const letter = '[AC-HJKMNP-RT-Y]';
  const either = '[0-9AC-HJKMNP-RT-Y]';
  const pattern = new RegExp(`^[1-9]${letter}${either}\\d${letter}${either}\\d${letter}${letter}\\d\\d$`);
  return pattern.test(text.replaceAll('-', '').toUpperCase());
}
