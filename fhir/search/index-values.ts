/**
 * What a resource is found by. The hot path of every write: each type's parameters become closures once, and paths that
 * several parameters share are walked once for each, without parsing or intermediate lists.
 */
import type { CompiledParam, ValuePath } from '../definitions/shapes.ts';
import type { Resource } from '../types.ts';
import { searchParams } from './definitions.ts';
import { type Extractor, extractor } from './extract.ts';
import type { IndexValue, SimpleValue } from './index-value.ts';
import { type Converter, converter } from './typed-values.ts';

type Indexer = (resource: unknown, into: IndexValue[], zone: string) => void;

const indexers = new Map<string, readonly Indexer[]>();

/**
 * All search values of a resource. `zone` (IANA) is the clinic's: dates without an offset are read in it, and searches
 * must be parsed with the same one. Malformed parts of a resource give no value; nothing throws.
 */
export function indexValues(resource: Resource, zone: string): IndexValue[] {
  const type = resource.resourceType;
  let known = indexers.get(type);
  if (!known) {
    known = [...searchParams(type).values()].map((param) => indexer(param.compiled));
    indexers.set(type, known);
  }
  const values: IndexValue[] = [];
  for (const index of known) index(resource, values, zone);
  return values;
}

interface Reach {
  readonly extract: Extractor;
  readonly convert: Converter;
}

const reach = (path: ValuePath, paramType: string): Reach[] => {
  const convert = converter(paramType, path.type);
  return convert ? [{ extract: extractor(path), convert }] : [];
};

function indexer(param: CompiledParam): Indexer {
  if (param.components) return compositeIndexer(param);
  const reaches = param.paths.flatMap((path) => reach(path, param.type));
  const code = param.code;
  return (resource, into, zone) => {
    const first = into.length;
    const add = (value: SimpleValue) => {
      if (!repeats(into, first, value)) into.push({ param: code, ...value });
    };
    for (const { extract, convert } of reaches) extract(resource, (value) => convert(value, add, zone));
  };
}

/** Strings and codes that one parameter already gave (a nickname that is the given name) are not given twice. */
function repeats(into: readonly IndexValue[], first: number, value: SimpleValue): boolean {
  for (let at = first; at < into.length; at++) {
    const other = into[at];
    if (
      value.kind === 'string' &&
      other?.kind === 'string' &&
      other.text === value.text &&
      (value.exact === undefined || other.exact === value.exact)
    )
      return true;
    if (
      value.kind === 'token' &&
      other?.kind === 'token' &&
      !value.typed &&
      other.code === value.code &&
      other.system === value.system &&
      other.text === value.text
    )
      return true;
  }
  return false;
}

function compositeIndexer(param: CompiledParam): Indexer {
  const bases = param.paths.map((path, at) => ({
    extract: path.steps.length > 0 ? extractor(path) : undefined,
    parts: (param.components ?? []).map((component) =>
      (component.paths[at] ?? []).flatMap((one) => partReach(one, component.type)),
    ),
  }));
  return (resource, into, zone) => {
    for (const { extract, parts } of bases) {
      const tuples = (base: unknown) => {
        for (const tuple of combinations(parts, { base, resource, zone }))
          into.push({ param: param.code, kind: 'composite', parts: tuple });
      };
      if (extract) extract(resource, tuples);
      else tuples(resource);
    }
  };
}

interface PartReach extends Reach {
  readonly fromResource: boolean;
}

const partReach = (path: ValuePath, type: string): PartReach[] => {
  const fromResource = path.steps[0] === '%';
  return reach(fromResource ? { ...path, steps: path.steps.slice(1) } : path, type).map((one) => ({
    ...one,
    fromResource,
  }));
};

interface At {
  readonly base: unknown;
  readonly resource: unknown;
  readonly zone: string;
}

const MOST_TUPLES = 200;

function combinations(parts: readonly (readonly PartReach[])[], at: At): SimpleValue[][] {
  let tuples: SimpleValue[][] = [[]];
  for (const reaches of parts) {
    const values: SimpleValue[] = [];
    for (const { extract, convert, fromResource } of reaches) {
      extract(fromResource ? at.resource : at.base, (value) =>
        convert(value, (made) => void values.push(made), at.zone),
      );
    }
    // A token that has words only cannot be asked for in a composite.
    const askable = values.filter((value) => value.kind !== 'token' || value.code !== undefined);
    if (askable.length === 0) return [];
    tuples = tuples.flatMap((tuple) => askable.map((value) => [...tuple, value])).slice(0, MOST_TUPLES);
  }
  return tuples;
}
