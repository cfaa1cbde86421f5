/** What a resource is found by: one value of one search parameter. */

export interface TokenValue {
  readonly kind: 'token';
  readonly system?: string;
  readonly code?: string;
  /** Folded display or text, for `:text`. */
  readonly text?: string;
  /** Identifiers: `system|code` of each coding of their type, for `:of-type`. */
  readonly typed?: readonly string[];
}

export interface StringValue {
  readonly kind: 'string';
  /** Folded; searched by its beginning, or anywhere for `:contains`. */
  readonly text: string;
  /** As written, for `:exact`; absent on the further words of a name, which are found but not exact values. */
  readonly exact?: string;
}

/** Ms since the epoch, half open: [from, to). */
export interface DateValue {
  readonly kind: 'date';
  readonly from: number;
  readonly to: number;
}

/** `low` and `high` are equal but for ranges. */
export interface NumberValue {
  readonly kind: 'number';
  readonly low: number;
  readonly high: number;
}

export interface QuantityValue {
  readonly kind: 'quantity';
  readonly low: number;
  readonly high: number;
  readonly system?: string;
  readonly code?: string;
  /** The same in UCUM base units, when the unit is UCUM. */
  readonly canonical?: { readonly unit: string; readonly low: number; readonly high: number };
}

export interface ReferenceValue {
  readonly kind: 'reference';
  /** Of a relative reference, or of an absolute one that ends in type and id. */
  readonly type?: string;
  readonly id?: string;
  /** Absolute urls, canonicals (without version) and urns. */
  readonly url?: string;
  /** Of a logical reference (`identifier`). */
  readonly system?: string;
  readonly code?: string;
}

export interface UriValue {
  readonly kind: 'uri';
  readonly uri: string;
}

export type SimpleValue =
  | TokenValue
  | StringValue
  | DateValue
  | NumberValue
  | QuantityValue
  | ReferenceValue
  | UriValue;

export interface CompositeValue {
  readonly kind: 'composite';
  /** One tuple, in the order of the parameter's components. */
  readonly parts: readonly SimpleValue[];
}

export type IndexValue = (SimpleValue | CompositeValue) & {
  /** Code of the search parameter. */
  readonly param: string;
};
