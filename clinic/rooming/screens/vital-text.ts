/** How a vital is written on the screen. */
import { type ClinicUnit, convert, roundTo } from '#fhir/units.ts';
import { unitName } from '../rules/vital-observation.ts';
import type { VitalKey } from '../rules/vitals.ts';

interface Shown {
  readonly vital: VitalKey;
  readonly entered: readonly number[];
  readonly numbers: readonly number[];
  readonly unit: string;
}

/** As it was typed, without unit: `152/94`, `98.6`, `182`. */
export const enteredText = ({ entered }: Pick<Shown, 'entered'>): string =>
  entered.map((number) => String(roundTo(number, 2))).join('/');

/** The same in the other system, for the small figure beside it: `82.6 kg`, `37.0 °C`; empty where there is none. */
export function otherUnit({ vital, numbers, unit }: Shown): string {
  const [number] = numbers;
  if (number === undefined) return '';
  if (vital === 'temperature')
    return unit === 'Cel' ? `${converted(number, 'Cel', '[degF]', 1)} °F` : `${number.toFixed(1)} °C`;
  if (vital === 'weight')
    return unit === '[lb_av]' || unit === '[oz_av]'
      ? `${number.toFixed(1)} kg`
      : `${converted(number, 'kg', '[lb_av]', 1)} lb`;
  if (vital === 'height' || vital === 'head' || vital === 'waist')
    return unit === '[in_i]' ? `${number.toFixed(1)} cm` : feet(number, vital);
  return '';
}

const feet = (cm: number, vital: VitalKey): string => {
  const total = convert(cm, 'cm', '[in_i]') ?? 0;
  return vital === 'height' && total >= 36
    ? `${Math.floor(total / 12)}′${roundTo(total % 12, 1)}″`
    : `${roundTo(total, 1)} in`;
};
const converted = (value: number, from: ClinicUnit, to: ClinicUnit, digits: number): string =>
  (convert(value, from, to) ?? 0).toFixed(digits);

/** A canonical number in the unit the clinic thinks in, for trends and "last": pounds, Fahrenheit, inches. */
export function usual(
  vital: VitalKey,
  number: number,
  prefer: { weight: 'lb' | 'kg'; length: 'in' | 'cm' },
): number {
  if (vital === 'weight' && prefer.weight === 'lb')
    return roundTo(convert(number, 'kg', '[lb_av]') ?? number, 0);
  if (vital === 'height' && prefer.length === 'in')
    return roundTo(convert(number, 'cm', '[in_i]') ?? number, 1);
  if (vital === 'temperature' && prefer.weight === 'lb')
    return roundTo(convert(number, 'Cel', '[degF]') ?? number, 1);
  return roundTo(number, 1);
}

/** Its unit. */
export function usualUnit(
  vital: VitalKey,
  canonical: string,
  prefer: { weight: 'lb' | 'kg'; length: 'in' | 'cm' },
): string {
  if (vital === 'weight') return prefer.weight;
  if (vital === 'height') return prefer.length;
  if (vital === 'temperature') return prefer.weight === 'lb' ? '°F' : '°C';
  return unitName(canonical);
}
