import type { QuantityValue } from '#fhir/search/index-value.ts';
import type { SearchValue } from '#fhir/search/request.ts';
import { UCUM } from '#fhir/systems.ts';
import { key64 } from '../key.ts';

/** One row of `record.span`. */
export interface Span {
  readonly param: string;
  readonly low: number;
  readonly high: number;
  readonly wide: boolean;
}

/** Longer dates than this are found by their end, the others by their beginning. One day, in ms. */
export const WIDE_MS = 86_400_000;

const inUnit = (of: string, unit: string) => key64(`${of}:in:${unit}`);
const asWritten = (of: string, code: string, system?: string) =>
  key64(`${of}:as:${system === undefined ? '*' : `=${system}`}|${code}`);

export const dateSpan = (of: string, from: number, to: number): Span => ({
  param: key64(of),
  low: from,
  high: to,
  wide: to - from > WIDE_MS,
});

export const numberSpan = (param: string, low: number, high: number): Span => ({
  param,
  low,
  high,
  wide: low !== high,
});

/** A quantity is found by its number alone, by its measure in base units, or by its unit as written. */
export function quantitySpans(of: string, { low, high, system, code, canonical }: QuantityValue): Span[] {
  const spans = [numberSpan(key64(of), low, high)];
  if (canonical) spans.push(numberSpan(inUnit(of, canonical.unit), canonical.low, canonical.high));
  else if (code !== undefined) {
    spans.push(numberSpan(asWritten(of, code), low, high));
    if (system !== undefined) spans.push(numberSpan(asWritten(of, code, system), low, high));
  }
  return spans;
}

/** Which rows a quantity search looks at, and with which numbers. */
export function askedQuantity(of: string, value: Extract<SearchValue, { kind: 'quantity' }>) {
  const { prefix, number, low, high, system, code, canonical } = value;
  const ucum = system === undefined || system === UCUM;
  if (canonical && ucum) {
    const { unit, ...measure } = canonical;
    return { param: inUnit(of, unit), prefix, ...measure };
  }
  const param = code === undefined ? key64(of) : asWritten(of, code, system);
  return { param, prefix, number, low, high };
}
