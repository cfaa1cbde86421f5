/**
 * Numbers that belong to a vital without being one (README V26, V27): how much oxygen the saturation was measured on, how
 * thick the arm under the cuff is. Components of the vital's Observation. LOINC 3151-8 and 3150-0 as US Core's pulse
 * oximetry has them; the arm has our own code, since the LOINC proposed for it (56072-2) could not be verified.
 */
import type { QualifierKey, VitalKey } from './vitals.ts';

export const AMOUNT_KEYS = ['oxygen-flow', 'inspired-oxygen', 'arm-circumference'] as const;
export type AmountKey = (typeof AMOUNT_KEYS)[number];
export type Amounts = Readonly<Partial<Record<AmountKey, number>>>;

export interface AmountRow {
  readonly vital: VitalKey;
  readonly loinc: string | undefined;
  readonly display: string;
  /** UCUM. */
  readonly ucum: string;
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
  /** Letter in the box of the vital. */
  readonly key: string;
  /** Only where this qualifier is chosen; the letter chooses it. */
  readonly needs?: { readonly key: QualifierKey; readonly code: string };
}

const ON_OXYGEN = { key: 'oxygen-source', code: 'on-oxygen' } as const;

export const AMOUNTS: Readonly<Record<AmountKey, AmountRow>> = {
  'oxygen-flow': {
    vital: 'oxygen',
    loinc: '3151-8',
    display: 'Inhaled oxygen flow rate',
    ucum: 'L/min',
    min: 0.1,
    max: 60,
    decimals: 1,
    key: 'f',
    needs: ON_OXYGEN,
  },
  'inspired-oxygen': {
    vital: 'oxygen',
    loinc: '3150-0',
    display: 'Inhaled oxygen concentration',
    ucum: '%',
    min: 21,
    max: 100,
    decimals: 0,
    key: 'i',
    needs: ON_OXYGEN,
  },
  'arm-circumference': {
    vital: 'blood-pressure',
    loinc: undefined,
    display: 'Mid-arm circumference',
    ucum: 'cm',
    min: 5,
    max: 70,
    decimals: 1,
    key: 'k',
  },
};

/** The amounts a vital may carry, in the order of the table. */
export const amountsOf = (vital: VitalKey): readonly AmountKey[] =>
  AMOUNT_KEYS.filter((key) => AMOUNTS[key].vital === vital);

/** Those that mean something with these qualifiers: a flow of oxygen only on oxygen. */
export const amountsFor = (
  vital: VitalKey,
  qualifiers: Readonly<Partial<Record<QualifierKey, string>>>,
): readonly AmountKey[] =>
  amountsOf(vital).filter((key) => {
    const { needs } = AMOUNTS[key];
    return !needs || qualifiers[needs.key] === needs.code;
  });

/** What was typed, or why not: `decimals` places at most, within the limits. */
export function readAmount(key: AmountKey, text: string): number | 'unreadable' | 'impossible' {
  const { min, max, decimals } = AMOUNTS[key];
  const typed = text.trim().replace(',', '.');
  if (!/^\d{1,3}(\.\d*)?$|^\.\d+$/.test(typed) || (typed.split('.')[1]?.length ?? 0) > decimals)
    return 'unreadable';
  const number = Number(typed);
  return number < min || number > max ? 'impossible' : number;
}

/** The first amount that this vital, so qualified, cannot have, or that is beyond its limits. */
export const wrongAmount = (
  vital: VitalKey,
  amounts: Amounts,
  qualifiers: Readonly<Partial<Record<QualifierKey, string>>>,
): AmountKey | undefined =>
  AMOUNT_KEYS.find(
    (key) =>
      amounts[key] !== undefined &&
      (!amountsFor(vital, qualifiers).includes(key) ||
        typeof readAmount(key, String(amounts[key])) !== 'number'),
  );
