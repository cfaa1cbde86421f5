import { searchDefinitions } from '../definitions/load.ts';
import type { CompiledParam } from '../definitions/shapes.ts';
import type { SearchParam } from './request.ts';

/** A search parameter as applied to one type, with the paths by which its values are reached. */
export interface KnownParam extends SearchParam {
  readonly compiled: CompiledParam;
}

const tables = new Map<string, ReadonlyMap<string, KnownParam>>();

/** Is this the name of an R4 resource type? */
export const isResourceType = (type: string): boolean => Object.hasOwn(searchDefinitions().types, type);

/** Names of all R4 resource types. */
export const resourceTypes = (): string[] => Object.keys(searchDefinitions().types);

/** The official search parameters of a resource type by code, common ones (`_id`, `_lastUpdated` ...) included. */
export function searchParams(type: string): ReadonlyMap<string, KnownParam> {
  const known = tables.get(type);
  if (known) return known;
  const compiled = isResourceType(type) ? searchDefinitions().types[type] : undefined;
  const table = new Map((compiled ?? []).map((param) => [param.code, applied(param, type)]));
  if (compiled) tables.set(type, table);
  return table;
}

/** One parameter of a type, or undefined. */
export const searchParam = (type: string, code: string): KnownParam | undefined =>
  searchParams(type).get(code);

function applied(param: CompiledParam, base: string): KnownParam {
  return {
    code: param.code,
    type: param.type,
    base,
    expression: param.expression,
    compiled: param,
    ...(param.target ? { target: param.target } : {}),
    ...(param.components
      ? { components: param.components.map(({ code, type, expression }) => ({ code, type, expression })) }
      : {}),
  };
}
