import { UcumLhcUtils } from '@lhncbc/ucum-lhc';

/** How a UCUM unit becomes base units: `canonical = value * factor + offset`, in `unit`. */
export interface CanonicalUnit {
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
}

const BASE = ['m', 's', 'g', 'rad', 'K', 'C', 'cd'];
const MOST_UNITS = 5_000;
const known = new Map<string, CanonicalUnit | undefined>();

/** Base units of a UCUM code, cached; undefined when it is no UCUM unit or has no linear scale (pH, decibel). */
export function canonicalUnit(code: string): CanonicalUnit | undefined {
  if (known.has(code)) return known.get(code);
  const found = code.length <= 100 ? derive(code) : undefined;
  // The cache is bounded because codes come from outside.
  if (known.size >= MOST_UNITS) known.clear();
  known.set(code, found);
  return found;
}

function derive(code: string): CanonicalUnit | undefined {
  const unit = lookUp(code);
  if (!unit) return undefined;
  if (unit.isArbitrary_) return { unit: code, factor: 1, offset: 0 };
  const dimension = spelled(unit.dim_?.dimVec_ ?? null);
  // Temperatures are the only special units with a straight scale that a clinic uses.
  if (unit.cnv_ === 'Cel') return { unit: dimension, factor: unit.cnvPfx_, offset: 273.15 };
  if (unit.cnv_ === 'degF')
    return { unit: dimension, factor: (unit.cnvPfx_ * 5) / 9, offset: 273.15 - 160 / 9 };
  if (unit.cnv_) return { unit: code, factor: 1, offset: 0 };
  return { unit: dimension, factor: unit.magnitude_, offset: 0 };
}

function lookUp(code: string) {
  try {
    return UcumLhcUtils.getInstance().getSpecifiedUnit(code, 'validate').unit ?? undefined;
  } catch {
    // The parser throws on some malformed codes; they are simply no units.
    return undefined;
  }
}

function spelled(vector: readonly number[] | null): string {
  const parts = (vector ?? []).flatMap((power, at) =>
    power === 0 ? [] : [`${BASE[at] ?? at}${power === 1 ? '' : power}`],
  );
  return parts.length > 0 ? parts.join('.') : '1';
}

/** A number of a unit in base units. Rounded to 12 significant digits, so that 100 kg and 100000 g are the same. */
export const inBase = (value: number, unit: CanonicalUnit): number =>
  Number((value * unit.factor + unit.offset).toPrecision(12));
