/** The shapes a typed vital is read into. */

export interface Measured {
  /** Canonical metric numbers, in the order of the vital's parts; not rounded beyond floating-point noise. */
  readonly numbers: readonly number[];
  /** As typed, in `unit`. */
  readonly entered: readonly number[];
  /** UCUM code of the unit it was typed in. */
  readonly unit: string;
}

export type EntryProblem =
  | 'not-a-number'
  | 'too-high'
  | 'too-low'
  | 'systolic-not-above-diastolic'
  | 'unit-impossible'
  | 'too-precise'
  | 'not-a-date'
  | 'in-the-future';

export type Reading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'partial' }
  | { readonly kind: 'value'; readonly value: Measured }
  | {
      readonly kind: 'wrong';
      readonly problem: EntryProblem;
      readonly facts: Readonly<Record<string, string | number>>;
      /** What was probably meant, as text to type instead. */
      readonly suggest?: string;
    };

/** A reading that cannot become a value. */
export const wrong = (
  problem: EntryProblem,
  facts: Readonly<Record<string, string | number>> = {},
  suggest?: string,
): Reading => ({
  kind: 'wrong',
  problem,
  facts,
  ...(suggest === undefined ? {} : { suggest }),
});

/** A plain decimal with at most `decimals` places, else undefined. */
export function plainNumber(text: string, decimals: number): number | undefined {
  const match = /^(0|[1-9]\d{0,4})(?:\.(\d*))?$/.exec(text);
  if (!match) return undefined;
  const places = match[2];
  if (places !== undefined && (decimals === 0 || places.length > decimals)) return undefined;
  return Number(text);
}
