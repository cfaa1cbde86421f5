/**
 * Units a clinic types and the canonical metric ones it stores (UCUM codes, DOMAIN D2). Arithmetic is exact: decimal
 * digits as typed times an exact ratio, turned into a number once. Nothing here rounds what is stored.
 */
export type MassUnit = 'kg' | 'g' | '[lb_av]' | '[oz_av]';
export type LengthUnit = 'cm' | 'm' | '[in_i]' | '[ft_i]';
export type TemperatureUnit = 'Cel' | '[degF]';
export type ClinicUnit = MassUnit | LengthUnit | TemperatureUnit;

/** `to canonical = (value + shift) * numerator / denominator`. */
interface Ratio {
  readonly canonical: 'kg' | 'cm' | 'Cel';
  readonly shift: bigint;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const ratio = (canonical: Ratio['canonical'], numerator: bigint, denominator: bigint, shift = 0n): Ratio => ({
  canonical,
  shift,
  numerator,
  denominator,
});

// International avoirdupois pound 0.45359237 kg exactly, inch 2.54 cm exactly (NIST SP 811, appendix B).
const RATIOS: Readonly<Record<ClinicUnit, Ratio>> = {
  kg: ratio('kg', 1n, 1n),
  g: ratio('kg', 1n, 1000n),
  '[lb_av]': ratio('kg', 45_359_237n, 100_000_000n),
  '[oz_av]': ratio('kg', 45_359_237n, 1_600_000_000n),
  cm: ratio('cm', 1n, 1n),
  m: ratio('cm', 100n, 1n),
  '[in_i]': ratio('cm', 254n, 100n),
  '[ft_i]': ratio('cm', 3048n, 100n),
  Cel: ratio('Cel', 1n, 1n),
  '[degF]': ratio('Cel', 5n, 9n, -32n),
};

/** Digits kept of a ratio that has no finite decimal form (Fahrenheit thirds): far below any thermometer. */
const PLACES = 12;

export const isClinicUnit = (unit: string): unit is ClinicUnit => Object.hasOwn(RATIOS, unit);

/** The canonical unit that a typed unit is stored in. */
export const canonicalUnit = (unit: ClinicUnit): 'kg' | 'cm' | 'Cel' => RATIOS[unit].canonical;

/** `value` of `from`, expressed in `to`. Undefined when the units measure different things or the value is not finite. */
export function convert(value: number, from: ClinicUnit, to: ClinicUnit): number | undefined {
  const source = RATIOS[from];
  const target = RATIOS[to];
  if (source.canonical !== target.canonical || !Number.isFinite(value)) return undefined;
  if (from === to) return value;
  const { digits, scale } = decimal(value);
  const top = (digits + source.shift * scale) * source.numerator * target.denominator;
  const bottom = scale * source.denominator * target.numerator;
  return quotient(top - target.shift * bottom, bottom);
}

/** A typed value in the unit it is stored in: `toCanonical(180, '[lb_av]')` is 81.6466266 kg. */
export function toCanonical(
  value: number,
  unit: ClinicUnit,
): { value: number; unit: 'kg' | 'cm' | 'Cel' } | undefined {
  const canonical = canonicalUnit(unit);
  const converted = convert(value, unit, canonical);
  return converted === undefined ? undefined : { value: converted, unit: canonical };
}

/** Pounds and ounces as pounds (16 oz), feet and inches as inches (12 in): one entered value of two boxes. */
export const pounds = (whole: number, ounces: number): number => whole + ounces / 16;
export const inches = (feet: number, rest: number): number => feet * 12 + rest;

/** Rounds half away from zero on the decimal digits as written: `roundTo(81.645, 2)` is 81.65. For display only. */
export function roundTo(value: number, places: number): number {
  if (!Number.isFinite(value)) return value;
  const { digits, scale } = decimal(value);
  const wanted = 10n ** BigInt(places);
  const scaled = digits * wanted * 2n;
  const rounded = (scaled + (digits < 0n ? -scale : scale)) / (scale * 2n);
  return quotient(rounded, wanted);
}

/** Body mass index in kg/m2 from kilograms and centimetres, unrounded. Undefined unless both are above zero. */
export function bodyMassIndex(kilograms: number, centimetres: number): number | undefined {
  if (!(kilograms > 0) || !(centimetres > 0)) return undefined;
  return kilograms / (centimetres / 100) ** 2;
}

/** A number as the integer of its shortest decimal digits over a power of ten. */
function decimal(value: number): { digits: bigint; scale: bigint } {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const power = Number(exponent) - fraction.length;
  return power >= 0
    ? { digits: digits * 10n ** BigInt(power), scale: 1n }
    : { digits, scale: 10n ** BigInt(-power) };
}

/** The quotient to `PLACES` decimals, rounded half away from zero. */
function quotient(top: bigint, bottom: bigint): number {
  const scaled = top * 10n ** BigInt(PLACES) * 2n;
  const whole = (scaled + (scaled < 0n ? -bottom : bottom)) / (bottom * 2n);
  const text = (whole < 0n ? -whole : whole).toString().padStart(PLACES + 1, '0');
  const number = Number(`${text.slice(0, -PLACES)}.${text.slice(-PLACES)}`);
  return whole < 0n ? -number : number;
}
