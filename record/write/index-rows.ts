import { momentOf, patientOf } from '#fhir/search/compartment.ts';
import type { IndexValue, SimpleValue } from '#fhir/search/index-value.ts';
import { indexValues } from '#fhir/search/index-values.ts';
import type { Resource } from '#fhir/types.ts';
import { key64 } from '../key.ts';
import { dateSpan, numberSpan, quantitySpans, type Span } from '../search/span-params.ts';
import { addLabel, addTokenKeys, marks } from '../search/token-keys.ts';

export interface Word {
  readonly param: string;
  readonly text: string;
  readonly whole: boolean;
}

/** Everything a resource is found by, as rows. */
export interface IndexRows {
  readonly tokens: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
  readonly words: readonly Word[];
  readonly spans: readonly Span[];
  /** JSON of the values that belong together; absent when there are none. */
  readonly tuples: string | null;
  readonly patient: string | null;
  readonly moment: number;
}

/** These have columns of their own. */
const IN_COLUMNS = new Set(['_id', '_lastUpdated']);
/** The label of a resource's shape is no parameter's. */
export const SHAPE = 'shape';
/** PostgreSQL's b-tree takes no longer key; a search compares the same beginning. */
export const LONGEST_WORD = 200;

/** The index rows of a resource as it will be stored, with id and meta. `zone` as for `indexValues`. */
export function indexRows(resource: Resource, zone: string): IndexRows {
  const keys = new Set<string>();
  const labels = new Map<string, string>();
  const words: Word[] = [];
  const spans: Span[] = [];
  const tuples: IndexValue[] = [];
  const params = new Set<string>();
  for (const value of indexValues(resource, zone)) {
    if (IN_COLUMNS.has(value.param)) continue;
    const of = `${resource.resourceType}.${value.param}`;
    params.add(value.param);
    if (value.kind === 'composite') tuples.push(value);
    else if (value.kind === 'date') spans.push(dateSpan(of, value.from, value.to));
    else if (value.kind === 'number') spans.push(numberSpan(key64(of), value.low, value.high));
    else if (value.kind === 'quantity') spans.push(...quantitySpans(of, value));
    else {
      if (value.kind === 'string' && value.text)
        words.push({
          param: key64(of),
          text: value.text.slice(0, LONGEST_WORD),
          whole: value.exact !== undefined,
        });
      addTokenKeys(of, value, { keys, labels });
    }
  }
  const shape = marks.shape(resource.resourceType, [...params].sort());
  addLabel(SHAPE, shape, { keys, labels });
  return {
    tokens: [...keys],
    labels,
    words,
    spans,
    tuples: tuples.length > 0 ? tuplesJson(tuples) : null,
    patient: patientOf(resource) ?? null,
    moment: momentOf(resource, zone) ?? 0,
  };
}

/** Tuples that several parameters share (`code-value-quantity`, `combo-code-value-quantity`) are kept once. */
function tuplesJson(values: readonly IndexValue[]): string {
  const byParts = new Map<string, string[]>();
  for (const value of values) {
    if (value.kind !== 'composite') continue;
    const parts = JSON.stringify(value.parts.map(part));
    const params = byParts.get(parts);
    if (!params) byParts.set(parts, [value.param]);
    else if (!params.includes(value.param)) params.push(value.param);
  }
  return `[${[...byParts].map(([parts, params]) => `{"p":${JSON.stringify(params)},"v":${parts}}`).join(',')}]`;
}

/** One part of a tuple: short names, because there is one for each vital sign. Read again by `search/tuple-sql.ts`. */
function part(value: SimpleValue): Readonly<Record<string, unknown>> {
  switch (value.kind) {
    case 'token':
      return { s: value.system, c: value.code };
    case 'string':
      return { t: value.text, e: value.exact };
    case 'date':
      return { l: value.from, h: value.to };
    case 'number':
      return { l: value.low, h: value.high };
    case 'quantity':
      return { l: value.low, h: value.high, s: value.system, c: value.code, ...base(value.canonical) };
    case 'reference':
      return { r: value.url ?? (value.id === undefined ? undefined : `${value.type}/${value.id}`) };
    case 'uri':
      return { r: value.uri };
  }
}

const base = (canonical: { unit: string; low: number; high: number } | undefined) =>
  canonical ? { u: canonical.unit, bl: canonical.low, bh: canonical.high } : {};
