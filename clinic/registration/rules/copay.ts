/** Money as it is typed at the desk. Pure. */

/** The most that is taken for a copay: 10,000 dollars, in cents. */
export const MOST_COPAY = 1_000_000;

const GROUPED = /^\d{1,3}([.,])\d{3}$/;
const PLAIN = /^(\d{1,7})(?:[.,](\d{1,2}))?$/;
const LARGE = /^(\d{1,3})([.,])(\d{3})([.,])(\d{1,2})$/;

/**
 * [R21] Integer cents of what was typed: `25`, `$25.50`, `25,50`, `1,250.00`, `1.250,00`. Undefined when it is no amount
 * that can be read in one way only: nothing is guessed and nothing dropped.
 */
export function readCents(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace(/^(US)?\$\s*/i, '')
    .replace(/\s*(\$|USD)$/i, '');
  const large = LARGE.exec(text);
  if (large) {
    const [, thousands = '', one, rest = '', other, cents = ''] = large;
    return one === other ? undefined : within(`${thousands}${rest}`, cents);
  }
  const grouped = GROUPED.test(text) ? text.replace(/[.,]/, '') : undefined;
  if (grouped !== undefined) return within(grouped, '');
  const plain = PLAIN.exec(text);
  return plain ? within(plain[1] ?? '', plain[2] ?? '') : undefined;
}

function within(dollars: string, cents: string): number | undefined {
  const amount = Number(dollars) * 100 + Number(cents.padEnd(2, '0') || '0');
  return amount <= MOST_COPAY ? amount : undefined;
}
