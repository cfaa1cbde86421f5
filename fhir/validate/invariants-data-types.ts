import { has, type Invariants, inOrder, isOneOf, nest, UCUM } from './invariant-parts.ts';
import { type Json, listOf } from './report.ts';

const isUcum = (value: Json): boolean => value.system === undefined || value.system === UCUM;

/** Constraints of the data types. */
export const DATA_TYPES: Invariants = {
  'qty-3': (value) => !has(value, 'code') || has(value, 'system'),
  'age-1': (value) =>
    (has(value, 'code') || !has(value, 'value')) &&
    isUcum(value) &&
    (typeof value.value !== 'number' || value.value > 0),
  'dis-1': (value) => (has(value, 'code') || !has(value, 'value')) && isUcum(value),
  'drt-1': (value) => !has(value, 'code') || (value.system === UCUM && has(value, 'value')),
  'att-1': (value) => !has(value, 'data') || has(value, 'contentType'),
  'cpt-2': (value) => !has(value, 'value') || has(value, 'system'),
  'exp-1': (value) => has(value, 'expression') || has(value, 'reference'),
  'per-1': (value) => inOrder(value.start, value.end),
  'rat-1': (value) =>
    has(value, 'numerator') === has(value, 'denominator') &&
    (has(value, 'numerator') || has(value, 'extension')),
  'tim-1': (value) => !has(value, 'duration') || has(value, 'durationUnit'),
  'tim-2': (value) => !has(value, 'period') || has(value, 'periodUnit'),
  'tim-4': (value) => typeof value.duration !== 'number' || value.duration >= 0,
  'tim-5': (value) => typeof value.period !== 'number' || value.period >= 0,
  'tim-6': (value) => !has(value, 'periodMax') || has(value, 'period'),
  'tim-7': (value) => !has(value, 'durationMax') || has(value, 'duration'),
  'tim-8': (value) => !has(value, 'countMax') || has(value, 'count'),
  'tim-10': (value) => !has(value, 'timeOfDay') || !has(value, 'when'),
  'tim-9': (value) =>
    !has(value, 'offset') ||
    (has(value, 'when') && !listOf(value.when).some((when) => isOneOf(when, ['C', 'CM', 'CD', 'CV']))),
  // Only where both are said in the same unit; others are not compared.
  'rng-2': (value) => {
    const [low, high] = [nest(value, 'low'), nest(value, 'high')];
    const comparable =
      typeof low.value === 'number' &&
      typeof high.value === 'number' &&
      low.code === high.code &&
      low.unit === high.unit;
    return !comparable || Number(low.value) <= Number(high.value);
  },
  // Both are checked where the value is walked: narrative.ts and references.ts.
  'txt-1': () => true,
  'txt-2': () => true,
  'ref-1': () => true,
};
