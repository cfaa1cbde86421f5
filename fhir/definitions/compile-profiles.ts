import { constraintsOf, unversioned } from './compile-structures.ts';
import type { RawElement, RawStructure } from './json-of.ts';
import type { Profile, ProfileNode, Structures } from './shapes.ts';

const CORE = 'http://hl7.org/fhir/StructureDefinition/';

/** An element itself, or one of its slices, of which everything asked is kept. */
type Role = 'element' | 'slice';

interface Draft {
  element: RawElement;
  children: Map<string, Draft>;
  slices: Map<string, Draft>;
}

interface Sources {
  readonly definitions: readonly RawStructure[];
  readonly structures: Structures;
}

/** What US Core profiles ask beyond the base definitions: only the differences are kept, as a tree. */
export function compileProfiles(sources: Sources): Record<string, Profile> {
  const typeOf = new Map(sources.definitions.map((definition) => [definition.url, definition.type]));
  const profiles: Record<string, Profile> = {};
  for (const definition of sources.definitions) {
    const root =
      definition.derivation === 'constraint' ? treeOf(definition.snapshot?.element ?? []) : undefined;
    if (!root) continue;
    const node = new Trimmer(sources.structures, typeOf).node(root);
    profiles[definition.url] = {
      type: definition.type,
      name: definition.name,
      root: node ?? { name: definition.type },
    };
  }
  return profiles;
}

/** Element ids (`Observation.component:systolic.value[x].code`) as a tree of children and slices. */
function treeOf(elements: readonly RawElement[]): Draft | undefined {
  const [first, ...rest] = elements;
  if (!first) return undefined;
  const root: Draft = { element: first, children: new Map(), slices: new Map() };
  for (const element of rest) {
    let at = root;
    for (const segment of element.id.split('.').slice(1)) {
      const [name = '', ...slice] = segment.split(':');
      at = into(at.children, name, element);
      // A slice of a slice (`a:b/c`) stands beside its parent: the deeper one is the more precise.
      if (slice.length > 0) at = into(at.slices, slice.join(':'), element);
    }
    at.element = element;
  }
  return root;
}

function into(place: Map<string, Draft>, name: string, element: RawElement): Draft {
  const known = place.get(name);
  if (known) return known;
  const made: Draft = { element, children: new Map(), slices: new Map() };
  place.set(name, made);
  return made;
}

class Trimmer {
  private readonly structures: Structures;
  private readonly typeOf: ReadonlyMap<string, string>;
  constructor(structures: Structures, typeOf: ReadonlyMap<string, string>) {
    this.structures = structures;
    this.typeOf = typeOf;
  }

  /** The node of an element, or undefined when it asks nothing beyond the base. */
  node(draft: Draft, role: Role = 'element'): ProfileNode | undefined {
    const { element } = draft;
    const children = [...draft.children.values()].flatMap((child) => this.node(child) ?? []);
    const slices = [...draft.slices].flatMap(([slice, child]) => {
      const node = this.node(child, 'slice');
      return node ? [{ ...node, slice }] : [];
    });
    const asked = { ...counts(element, role), ...this.types(element), ...this.content(element, role) };
    const isSliced = slices.length > 0 && element.slicing !== undefined;
    if (role === 'element' && Object.keys(asked).length === 0 && children.length === 0 && !isSliced)
      return undefined;
    return {
      name: element.path.slice(element.path.lastIndexOf('.') + 1),
      ...asked,
      ...(children.length > 0 ? { children } : {}),
      ...(isSliced
        ? {
            slices,
            slicing: {
              discriminators: element.slicing?.discriminator ?? [],
              closed: element.slicing?.rules === 'closed',
            },
          }
        : {}),
    };
  }

  private content(element: RawElement, role: Role): Partial<ProfileNode> {
    const fixed = Object.keys(element).find((key) => /^fixed[A-Z]/.test(key));
    const pattern = Object.keys(element).find((key) => /^pattern[A-Z]/.test(key));
    const bound =
      element.binding?.strength === 'required' && element.binding.valueSet
        ? unversioned(element.binding.valueSet)
        : undefined;
    const constraints = constraintsOf(element).filter((constraint) => /^(us-core|vs)-/.test(constraint.key));
    const profile =
      element.type?.length === 1 && element.type[0]?.code === 'Extension'
        ? element.type[0].profile?.[0]
        : undefined;
    return {
      ...(fixed ? { fixed: element[fixed] } : {}),
      ...(pattern ? { pattern: element[pattern] } : {}),
      ...(bound && (role === 'slice' || bound !== this.base(element)?.required) ? { required: bound } : {}),
      ...(constraints.length > 0 ? { constraints } : {}),
      ...(profile && role === 'slice' ? { profile: unversioned(profile) } : {}),
    };
  }

  /** Types and reference targets, where there are fewer than the base allows. */
  private types(element: RawElement): Partial<ProfileNode> {
    const base = this.base(element);
    if (!base || !element.type) return {};
    const codes = [...new Set(element.type.map((type) => type.code))];
    const narrowed = base.name.endsWith('[x]') && codes.length < base.types.length ? { types: codes } : {};
    const profiles = element.type
      .filter((type) => type.code === 'Reference')
      .flatMap((type) => type.targetProfile ?? []);
    const targets = [
      ...new Set(profiles.map((url) => this.typeOf.get(unversioned(url)) ?? url.replace(CORE, ''))),
    ];
    const wide = base.types.find((type) => type.code === 'Reference')?.targets ?? [];
    const fewer =
      targets.length > 0 &&
      !targets.includes('Resource') &&
      (wide.includes('Resource') || targets.length < wide.length);
    return { ...narrowed, ...(fewer ? { targets } : {}) };
  }

  private base(element: RawElement) {
    const dot = element.path.lastIndexOf('.');
    const owner = this.structures[element.path.slice(0, dot)];
    return owner?.elements.find((one) => one.name === element.path.slice(dot + 1));
  }
}

function counts(element: RawElement, role: Role): Partial<ProfileNode> {
  const base = element.base as { min: number; max: string } | undefined;
  const max = element.max === '*' || element.max === undefined ? -1 : Number(element.max);
  const min = element.min ?? 0;
  const isFewer =
    max !== -1 && (role === 'slice' || base === undefined || base.max === '*' || Number(base.max) > max);
  return { ...(min > (role === 'slice' ? 0 : (base?.min ?? 0)) ? { min } : {}), ...(isFewer ? { max } : {}) };
}

/** Value sets that the profiles bind as required. */
export function profileSets(profiles: Readonly<Record<string, Profile>>): Set<string> {
  const sets = new Set<string>();
  const visit = (node: ProfileNode): void => {
    if (node.required) sets.add(node.required);
    for (const child of [...(node.children ?? []), ...(node.slices ?? [])]) visit(child);
  };
  for (const profile of Object.values(profiles)) visit(profile.root);
  return sets;
}
