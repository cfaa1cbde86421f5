/**
 * JSON with its decimals as they were written: FHIR's `2.50` says more than `2.5`, and a server may not take it away
 * (http://hl7.org/fhir/R4/json.html#decimal). Numbers stay numbers; what was written stands beside them, under a symbol
 * that spreading an object takes along, and is written again as long as the number is the same.
 */

const WRITTEN = Symbol('as written');
const INSIDE = Symbol('has such numbers');

interface Holder {
  [key: string]: unknown;
  [WRITTEN]?: Record<string, string>;
  [INSIDE]?: true;
}

type Reviver = (this: Holder, key: string, value: unknown, context: { readonly source?: string }) => unknown;
// Both are ES2026 (proposal-json-parse-with-source); the types do not know them yet.
const parseWith = JSON.parse as (text: string, reviver: Reviver) => unknown;
const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/**
 * A number that JSON may write otherwise: a zero at its end, an exponent, more digits than a double surely holds (15), or
 * so small that it would get an exponent. What only looks like one costs a slower reading and changes nothing.
 */
const SPECIAL = /\d\.\d*0\s*[,\]}]|\d[eE][+-]?\d|[\d.]{16}|0\.0{6}|-0\s*[,\]}]/;

/** As `JSON.parse`; throws what it throws. Texts without such numbers take the usual way. */
export function parseExact(text: string): unknown {
  return SPECIAL.test(text) ? parseWith(text, keeping) : JSON.parse(text);
}

function keeping(
  this: Holder,
  key: string,
  value: unknown,
  { source }: { readonly source?: string },
): unknown {
  if (typeof value === 'number' && source !== undefined && source !== String(value)) {
    this[WRITTEN] ??= {};
    this[WRITTEN][key] = source;
  } else if (typeof value === 'object' && value !== null && 'resourceType' in value)
    (value as Holder)[INSIDE] = true;
  return value;
}

/** As `JSON.stringify`, with the decimals of a resource that `parseExact` read. */
export function stringifyExact(value: object, indent?: number): string {
  return (value as Holder)[INSIDE]
    ? JSON.stringify(value, asWritten, indent)
    : JSON.stringify(value, null, indent);
}

function asWritten(this: Holder, key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const written = this[WRITTEN]?.[key];
  return written !== undefined && Number(written) === value ? raw(written) : value;
}
