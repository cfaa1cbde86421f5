import { unversioned } from './compile-structures.ts';
import type { RawCodeSystem, RawConcept, RawInclude, RawValueSet } from './json-of.ts';

type Codes = Map<string, Set<string>>;

/**
 * Writes out the codes of value sets, as far as the code systems at hand are complete. A set that leans on a system
 * that is not here (LOINC, SNOMED CT, UCUM, media types ...) is left out, and a binding to it is not checked.
 */
export class CodeListCompiler {
  private readonly sets: ReadonlyMap<string, RawValueSet>;
  private readonly systems: ReadonlyMap<string, RawCodeSystem>;
  private readonly done = new Map<string, Codes | undefined>();

  constructor(resources: readonly (RawValueSet | RawCodeSystem)[]) {
    this.sets = new Map(
      resources.filter((one) => one.resourceType === 'ValueSet').map((set) => [set.url, set]),
    );
    this.systems = new Map(
      resources.filter((one) => one.resourceType === 'CodeSystem').map((system) => [system.url, system]),
    );
  }

  /** Code lists of the value sets asked for that can be written out. */
  lists(urls: Iterable<string>): Record<string, Record<string, string[]>> {
    const lists: Record<string, Record<string, string[]>> = {};
    for (const url of urls) {
      const codes = this.expand(unversioned(url));
      if (codes) lists[url] = Object.fromEntries([...codes].map(([system, list]) => [system, [...list]]));
    }
    return lists;
  }

  /** What the codes of the systems behind these lists mean, for the systems that are here whole. */
  displays(
    lists: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  ): Record<string, Record<string, string>> {
    const systems = new Set(Object.values(lists).flatMap((list) => Object.keys(list)));
    const found: Record<string, Record<string, string>> = {};
    for (const url of systems) {
      const { concept: concepts, content = 'complete' } = this.systems.get(url) ?? {};
      if (concepts && content === 'complete')
        found[url] = Object.fromEntries(
          everyConcept(concepts).flatMap(({ code, display }) => (display ? [[code, display]] : [])),
        );
    }
    return found;
  }

  private expand(url: string): Codes | undefined {
    if (this.done.has(url)) return this.done.get(url);
    this.done.set(url, undefined);
    const codes = this.expandSet(this.sets.get(url));
    this.done.set(url, codes);
    return codes;
  }

  private expandSet(set: RawValueSet | undefined): Codes | undefined {
    const include = set?.compose?.include;
    if (!include || include.length === 0) return undefined;
    const codes: Codes = new Map();
    for (const part of include) {
      const listed = this.included(part);
      if (!listed) return undefined;
      for (const [system, list] of listed) for (const code of list) add(codes, system, code);
    }
    for (const part of set.compose?.exclude ?? []) {
      for (const [system, list] of this.included(part) ?? [])
        for (const code of list) codes.get(system)?.delete(code);
    }
    return codes;
  }

  private included(part: RawInclude): Codes | undefined {
    const codes: Codes = new Map();
    for (const url of part.valueSet ?? []) {
      const nested = this.expand(unversioned(url));
      if (!nested) return undefined;
      for (const [system, list] of nested) for (const code of list) add(codes, system, code);
    }
    if (!part.system) return codes;
    const listed = part.concept?.map((concept) => concept.code) ?? this.ofSystem(part.system, part.filter);
    for (const code of listed ?? []) add(codes, part.system, code);
    return listed ? codes : undefined;
  }

  private ofSystem(url: string, filters: RawInclude['filter']): string[] | undefined {
    const system = this.systems.get(url);
    if (!system?.concept || (system.content !== undefined && system.content !== 'complete')) return undefined;
    let codes = flat(system.concept);
    for (const filter of filters ?? []) {
      const isBelow =
        filter.property === 'concept' && (filter.op === 'is-a' || filter.op === 'descendent-of');
      const top = isBelow ? find(system.concept, filter.value) : undefined;
      if (!top) return undefined;
      const below = new Set(flat(filter.op === 'is-a' ? [top] : (top.concept ?? [])));
      codes = codes.filter((code) => below.has(code));
    }
    return codes;
  }
}

const everyConcept = (concepts: readonly RawConcept[]): RawConcept[] =>
  concepts.flatMap((concept) => [concept, ...everyConcept(concept.concept ?? [])]);
const flat = (concepts: readonly RawConcept[]): string[] => everyConcept(concepts).map(({ code }) => code);

function find(concepts: readonly RawConcept[], code: string): RawConcept | undefined {
  for (const concept of concepts) {
    const found = concept.code === code ? concept : find(concept.concept ?? [], code);
    if (found) return found;
  }
  return undefined;
}

function add(codes: Codes, system: string, code: string): void {
  const list = codes.get(system);
  if (list) list.add(code);
  else codes.set(system, new Set([code]));
}
