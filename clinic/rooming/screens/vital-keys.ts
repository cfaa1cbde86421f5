import { AMOUNTS, type AmountKey, amountsOf } from '../rules/amounts.ts';
import { QUALIFIERS } from '../rules/qualifiers.ts';
import { type QualifierKey, type VitalKey, vitalOf } from '../rules/vitals.ts';

export type VitalStroke =
  | { readonly does: 'next' | 'back' | 'leave' }
  | { readonly does: 'panel'; readonly panel: 'plot' | 'not-done' }
  | { readonly does: 'measure'; readonly amount: AmountKey }
  | { readonly does: 'qualify'; readonly key: QualifierKey; readonly code: string };

/** What a key means in the box of a vital; undefined: it is text. A barred arm cannot be chosen. */
export function vitalStroke(
  key: string,
  vital: VitalKey,
  barred: Readonly<Record<string, string>>,
): VitalStroke | undefined {
  if (key === 'Enter' || key === 'ArrowDown') return { does: 'next' };
  if (key === 'ArrowUp') return { does: 'back' };
  if (key === 'Escape') return { does: 'leave' };
  const letter = key.toLowerCase();
  if (letter === 'x') return { does: 'panel', panel: 'not-done' };
  if (letter === 'p') return { does: 'panel', panel: 'plot' };
  for (const qualifier of vitalOf(vital).qualifiers) {
    const choice = QUALIFIERS[qualifier].choices.find((one) => one.key === letter);
    if (choice && !(qualifier === 'arm' && barred[choice.code] !== undefined))
      return { does: 'qualify', key: qualifier, code: choice.code };
  }
  const amount = amountsOf(vital).find((one) => AMOUNTS[one].key === letter);
  return amount ? { does: 'measure', amount } : undefined;
}
