import type { RawSearchParameter } from './json-of.ts';
import { valuePaths } from './search-path.ts';
import type {
  CodeLists,
  CompiledComponent,
  CompiledParam,
  CompiledSearch,
  Structures,
  ValuePath,
} from './shapes.ts';

/** A compartment definition as published: resource type to the search parameters that put it in. */
export interface RawCompartment {
  resource: { code: string; param?: string[] }[];
}

interface Sources {
  readonly params: readonly RawSearchParameter[];
  readonly compartment: RawCompartment;
  readonly structures: Structures;
  readonly codes: CodeLists;
}

/** Applies the official SearchParameters to every resource type they name. */
export function compileSearch(sources: Sources): CompiledSearch {
  const byUrl = new Map(sources.params.map((param) => [param.url, param]));
  const names = Object.keys(sources.structures).filter((name) => isConcrete(name, sources.structures));
  const types: Record<string, CompiledParam[]> = {};
  for (const type of names) {
    const found = new Map<string, CompiledParam>();
    for (const param of sources.params) {
      if (!appliesTo(param, type) || found.has(param.code) || !param.expression) continue;
      found.set(param.code, compileParam(param, type, { ...sources, byUrl }));
    }
    types[type] = [...found.values()];
  }
  return { types, compartment: compartmentPaths(sources.compartment, types) };
}

const isConcrete = (name: string, structures: Structures): boolean =>
  structures[name]?.kind === 'resource' && name !== 'Resource' && name !== 'DomainResource';

const appliesTo = (param: RawSearchParameter, type: string): boolean =>
  param.base.includes(type) || param.base.includes('Resource') || param.base.includes('DomainResource');

function compileParam(
  param: RawSearchParameter,
  type: string,
  sources: Sources & { byUrl: ReadonlyMap<string, RawSearchParameter> },
): CompiledParam {
  const expression = param.expression ?? '';
  const paths =
    param.type === 'composite'
      ? basePaths(expression, type, sources.structures)
      : valuePaths(expression, type, sources.structures);
  const components = param.component?.map((component): CompiledComponent => {
    const definition = sources.byUrl.get(component.definition);
    return {
      code: definition?.code ?? '',
      type: (definition?.type ?? 'token') as CompiledParam['type'],
      expression: component.expression,
      paths: paths.map((base) => componentPaths(component.expression, { base, type }, sources.structures)),
    };
  });
  const implied = param.type === 'token' ? impliedSystem(paths, type, sources) : undefined;
  return {
    code: param.code,
    type: param.type as CompiledParam['type'],
    expression: ownPart(expression, type),
    paths,
    ...(param.target ? { target: param.target } : {}),
    ...(components ? { components } : {}),
    ...(implied ? { impliedSystem: implied } : {}),
  };
}

/** Composite bases are written bare (`Observation`) or as paths; a bare one has no steps. */
const basePaths = (expression: string, type: string, structures: Structures): ValuePath[] =>
  expression
    .split('|')
    .flatMap((part) =>
      part.trim() === type ? [{ steps: [], type }] : valuePaths(part.trim(), type, structures),
    );

function componentPaths(
  expression: string,
  at: { base: ValuePath; type: string },
  structures: Structures,
): ValuePath[] {
  const fromRoot = expression.startsWith('%resource.');
  // A component that reads the resource is not below its base; it is marked by a leading '%' step.
  if (fromRoot)
    return valuePaths(expression.slice('%resource.'.length), at.type, structures).map((path) => ({
      ...path,
      steps: ['%', ...path.steps],
    }));
  return valuePaths(expression, at.base.type, structures);
}

/** The part of a union that speaks of this type, as the SearchParam's own expression. */
function ownPart(expression: string, type: string): string {
  const parts = expression.split('|').map((part) => part.trim());
  const own = parts.filter((part) => part.replace(/^\(/, '').startsWith(`${type}.`));
  return own.length > 0 ? own.join(' | ') : expression;
}

function impliedSystem(paths: readonly ValuePath[], type: string, sources: Sources): string | undefined {
  const systems = new Set<string>();
  for (const path of paths) {
    const bound = path.type === 'code' ? requiredSet(path, type, sources.structures) : undefined;
    const listed = bound ? Object.keys(sources.codes[bound] ?? {}) : [];
    if (listed.length !== 1) return undefined;
    systems.add(listed[0] ?? '');
  }
  return systems.size === 1 ? [...systems][0] : undefined;
}

function requiredSet(path: ValuePath, type: string, structures: Structures): string | undefined {
  let at = type;
  let bound: string | undefined;
  for (const step of path.steps) {
    if (typeof step !== 'string') continue;
    const element = structures[at]?.elements.find((candidate) => candidate.name === step);
    bound = element?.required;
    at = element?.types[0]?.code ?? '';
  }
  return bound;
}

function compartmentPaths(
  compartment: RawCompartment,
  types: Readonly<Record<string, readonly CompiledParam[]>>,
): Record<string, ValuePath[]> {
  const paths: Record<string, ValuePath[]> = {};
  for (const { code, param = [] } of compartment.resource) {
    const all = param.flatMap(
      (name) => types[code]?.find((candidate) => candidate.code === name)?.paths ?? [],
    );
    if (code !== 'Patient' && all.length > 0) paths[code] = distinct(all);
  }
  return paths;
}

const distinct = (paths: readonly ValuePath[]): ValuePath[] => [
  ...new Map(paths.map((path) => [JSON.stringify(path), path])).values(),
];
