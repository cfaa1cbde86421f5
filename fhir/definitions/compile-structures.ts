import type { RawElement, RawStructure } from './json-of.ts';
import type { Constraint, ElementShape, Structure, TypeRef } from './shapes.ts';

/** Constraints that the validator itself holds to be true of everything, faster than FHIRPath could. */
const BUILT_IN = new Set(['ele-1', 'ext-1', 'dom-2', 'dom-3', 'dom-4', 'dom-5', 'dom-6']);

const CORE = 'http://hl7.org/fhir/StructureDefinition/';
const FHIR_TYPE = `${CORE}structuredefinition-fhir-type`;

/** Trims StructureDefinitions (snapshots) of resource and data types to what validation and search need. */
export function compileStructures(definitions: readonly RawStructure[]): Record<string, Structure> {
  const compiled: Record<string, Structure> = {};
  for (const definition of definitions) {
    // A backport that the package carries and R4 4.0.1 does not have.
    if (definition.name === 'SubscriptionStatus') continue;
    if (!definition.snapshot || definition.derivation === 'constraint' || definition.kind === 'logical')
      continue;
    if (definition.kind === 'primitive-type') compiled[definition.type] = primitive(definition);
    else addComposed(compiled, definition);
  }
  return compiled;
}

function primitive(definition: RawStructure): Structure {
  const value = definition.snapshot?.element.find((element) => element.path === `${definition.type}.value`);
  const regex = value?.type?.[0]?.extension?.find((extension) => extension.url.endsWith('/regex')) as
    | { valueString?: string }
    | undefined;
  return { kind: 'primitive', elements: [], ...(regex?.valueString ? { regex: regex.valueString } : {}) };
}

function addComposed(compiled: Record<string, Structure>, definition: RawStructure): void {
  const elements = definition.snapshot?.element ?? [];
  const parents = new Set(elements.map((element) => parentOf(element.path)));
  for (const owner of elements) {
    if (!parents.has(owner.path)) continue;
    const isRoot = owner.path === definition.type;
    const constraints = isRoot ? constraintsOf(owner) : [];
    compiled[owner.path] = {
      kind: isRoot ? (definition.kind === 'resource' ? 'resource' : 'complex') : 'backbone',
      elements: elements
        .filter((element) => parentOf(element.path) === owner.path)
        .map((element) => shape(element, parents, definition.kind)),
      ...(constraints.length > 0 ? { constraints } : {}),
    };
  }
}

function shape(element: RawElement, parents: ReadonlySet<string>, kind: string): ElementShape {
  const constraints = constraintsOf(element);
  return {
    name: element.path.slice(element.path.lastIndexOf('.') + 1),
    min: element.min ?? 0,
    max: element.max === '*' ? -1 : Number(element.max ?? 1),
    // The definition calls a resource's id a string; its pattern is that of `id`.
    types:
      kind === 'resource' && /^[A-Za-z]+\.id$/.test(element.path)
        ? [{ code: 'id' }]
        : typesOf(element, parents),
    ...(element.binding?.strength === 'required' && element.binding.valueSet
      ? { required: unversioned(element.binding.valueSet) }
      : {}),
    ...(constraints.length > 0 ? { constraints } : {}),
  };
}

function typesOf(element: RawElement, parents: ReadonlySet<string>): TypeRef[] {
  if (element.contentReference)
    return [{ code: element.contentReference.slice(element.contentReference.indexOf('#') + 1) }];
  if (parents.has(element.path)) return [{ code: element.path }];
  return (element.type ?? []).map(({ code, targetProfile, extension }) => {
    const actual = code.startsWith('http://hl7.org/fhirpath/')
      ? (extension?.find(({ url }) => url === FHIR_TYPE)?.valueUrl ?? 'string')
      : code;
    const targets =
      code === 'Reference' ? targetProfile?.map((profile) => profile.replace(CORE, '')) : undefined;
    return targets ? { code: actual, targets } : { code: actual };
  });
}

/** Error-severity constraints of an element with a FHIRPath expression, without those that are built in. */
export function constraintsOf(element: RawElement): Constraint[] {
  return (element.constraint ?? [])
    .filter(
      (constraint) =>
        constraint.severity === 'error' && constraint.expression && !BUILT_IN.has(constraint.key),
    )
    .map(({ key, human, expression }) => ({ key, human, expression: expression ?? '' }));
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

export const unversioned = (url: string): string => url.split('|')[0] ?? url;
