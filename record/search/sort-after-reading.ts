import { tooCostly } from '#fhir/outcome.ts';
import type { SimpleValue } from '#fhir/search/index-value.ts';
import { indexValues } from '#fhir/search/index-values.ts';
import type { SearchRequest } from '#fhir/search/request.ts';
import type { Resource } from '#fhir/types.ts';
import type { EntryRow } from '../read/entry-row.ts';

/** More than this is not read only to put it in order. */
export const MOST_SORTED = 5_000;

export interface SortedRow {
  readonly row: EntryRow;
  /** Sort values and then the key: what a cursor holds. */
  readonly place: readonly (string | null)[];
}

/**
 * Puts rows in an order that no index knows (codes, references): by what the resources say. `rows` are all that match,
 * with their key last. Throws FhirFailure too-costly when they are too many.
 */
export function sortAfterReading(
  rows: readonly EntryRow[],
  sort: SearchRequest['sort'],
  zone: string,
): SortedRow[] {
  if (rows.length > MOST_SORTED)
    throw tooCostly(
      `More than ${MOST_SORTED} resources would have to be put in this order. Narrow the search.`,
    );
  const order = placeOrder(sort);
  return rows
    .map((row) => ({ row, place: [...valuesOf(row, sort, zone), String(row.at(-1))] }))
    .sort((one, other) => order(one.place, other.place));
}

/** Compares two places; missing values come last in both directions. */
export function placeOrder(sort: SearchRequest['sort']) {
  return (one: readonly (string | null)[], other: readonly (string | null)[]): number => {
    for (let at = 0; at <= sort.length; at++) {
      const [a, b] = [one[at] ?? null, other[at] ?? null];
      if (a === b) continue;
      if (a === null || b === null) return a === null ? 1 : -1;
      return (a < b ? -1 : 1) * (sort[at]?.descending ? -1 : 1);
    }
    return 0;
  };
}

function valuesOf(row: EntryRow, sort: SearchRequest['sort'], zone: string): (string | null)[] {
  const values = indexValues(JSON.parse(row[5]) as Resource, zone);
  return sort.map(({ param, descending }) => {
    if (param.code === '_id') return row[1];
    if (param.code === '_lastUpdated') return ordered(Number(row[3]));
    const found = values
      .filter((value) => value.param === param.code)
      .flatMap((value) => (value.kind === 'composite' ? [] : sortText(value)))
      .sort();
    return (descending ? found.at(-1) : found[0]) ?? null;
  });
}

function sortText(value: SimpleValue): string[] {
  switch (value.kind) {
    case 'token':
      return value.code === undefined ? (value.text === undefined ? [] : [value.text]) : [value.code];
    case 'reference':
      return [value.url ?? (value.id === undefined ? (value.code ?? '') : `${value.type}/${value.id}`)];
    case 'uri':
      return [value.uri];
    case 'string':
      return value.exact === undefined ? [] : [value.text];
    case 'date':
      return [ordered(value.from)];
    default:
      return [ordered(value.low)];
  }
}

/** Numbers as text that sorts as they do. */
function ordered(value: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const flipped = raw >> 63n ? ~raw & 0xffff_ffff_ffff_ffffn : raw | (1n << 63n);
  return flipped.toString(16).padStart(16, '0');
}
