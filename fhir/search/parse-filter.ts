import { notSupported } from '../outcome.ts';
import { isResourceType, type KnownParam, searchParam } from './definitions.ts';
import { parseValues, type Reading, refuse } from './parse-value.ts';
import type { Filter, Has, ParameterType } from './request.ts';

/** A parameter that this type does not have: refused when strict, left out when lenient. */
export class UnknownParameter extends Error {
  readonly spelled: string;
  constructor(spelled: string, what: string) {
    super(what);
    this.spelled = spelled;
  }
}

export interface Circumstances {
  readonly zone: string;
  readonly base: string | undefined;
}

/** One `name=value` of a query on a type; `whole` is the name as the caller spelled it, for messages. */
export interface Pair {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly whole: string;
}

const MODIFIERS: Readonly<Record<ParameterType, ReadonlySet<string>>> = {
  string: new Set(['exact', 'contains', 'missing', 'not', 'text']),
  token: new Set(['missing', 'not', 'text', 'of-type', 'in', 'not-in', 'above', 'below']),
  reference: new Set(['missing', 'identifier', 'not', 'above', 'below']),
  uri: new Set(['missing', 'above', 'below', 'not']),
  date: new Set(['missing', 'not']),
  number: new Set(['missing', 'not']),
  quantity: new Set(['missing', 'not']),
  composite: new Set(['missing']),
  special: new Set(['missing']),
};

const DEEPEST_CHAIN = 6;
const MOST_VALUES = 1_000;

/** One filter of a type: `name`, `name:modifier`, `reference.name`, `reference:Type.name:modifier` to any sane depth. */
export function parseFilter(pair: Pair, circumstances: Circumstances, depth = 0): Filter {
  const dot = pair.name.indexOf('.');
  const head = dot < 0 ? pair.name : pair.name.slice(0, dot);
  const [code = '', modifier, ...more] = head.split(':');
  const param = searchParam(pair.type, code);
  if (!param) throw new UnknownParameter(pair.whole, `${pair.type} has no search parameter '${code}'`);
  if (more.length > 0) throw refuse(pair.whole, 'it has more than one modifier.');
  if (param.type === 'special')
    throw notSupported(`Search parameter '${pair.whole}' is not supported.`, `http.${pair.whole}`);
  if (dot >= 0) {
    if (depth >= DEEPEST_CHAIN) throw refuse(pair.whole, `a chain has at most ${DEEPEST_CHAIN} links.`);
    return chained(
      { ...pair, name: pair.name.slice(dot + 1) },
      { param, only: modifier, circumstances, depth },
    );
  }
  return plain(pair, { param, modifier, circumstances });
}

interface Chain {
  readonly param: KnownParam;
  readonly only: string | undefined;
  readonly circumstances: Circumstances;
  readonly depth: number;
}

function chained(rest: Pair, { param, only, circumstances, depth }: Chain): Filter {
  if (param.type !== 'reference')
    throw refuse(rest.whole, `'${param.code}' is not a reference and cannot be followed.`);
  if (only !== undefined && !isResourceType(only))
    throw refuse(rest.whole, `'${only}' is not a resource type.`);
  const targets = only ? [only] : (param.target ?? []);
  const code = rest.name.split(/[.:]/)[0] ?? '';
  const types = targets.filter((type) => searchParam(type, code));
  const first = types[0];
  if (first === undefined)
    throw new UnknownParameter(
      rest.whole,
      `no type that '${param.code}' leads to has a search parameter '${code}'`,
    );
  const kind = searchParam(first, code)?.type;
  const alike = types.filter((type) => searchParam(type, code)?.type === kind);
  return {
    param,
    anyOf: [],
    chain: { types: alike, filter: parseFilter({ ...rest, type: first }, circumstances, depth + 1) },
  };
}

interface Plain {
  readonly param: KnownParam;
  readonly modifier: string | undefined;
  readonly circumstances: Circumstances;
}

function plain({ whole, value }: Pair, { param, modifier, circumstances }: Plain): Filter {
  if (modifier === 'missing') {
    if (value !== 'true' && value !== 'false') throw refuse(whole, ':missing is true or false.');
    return { param, modifier, missing: value === 'true', anyOf: [] };
  }
  const targetType =
    modifier !== undefined && param.type === 'reference' && isResourceType(modifier) ? modifier : undefined;
  if (modifier !== undefined && !targetType && !MODIFIERS[param.type].has(modifier)) {
    throw refuse(
      whole,
      `the modifier ':${modifier}' is not supported for a ${param.type}; use ${[...MODIFIERS[param.type]].map((one) => `:${one}`).join(', ')}.`,
    );
  }
  if (targetType && param.target && !param.target.includes(targetType))
    throw refuse(whole, `it never refers to a ${targetType}.`);
  // `:text` of a string is what a string search does anyway, anywhere in the text.
  const kept =
    param.type === 'string' && modifier === 'text' ? 'contains' : targetType ? undefined : modifier;
  const reading: Reading = { param, spelled: whole, modifier: kept, targetType, ...circumstances };
  const anyOf = parseValues(value, reading);
  if (anyOf.length === 0) throw refuse(whole, 'it has no value.');
  if (anyOf.length > MOST_VALUES)
    throw refuse(whole, `it has more than ${MOST_VALUES} values; ask in parts.`);
  return { param, anyOf, ...(kept ? { modifier: kept } : {}) };
}

/** `_has:Type:reference:rest`, where rest is a filter of Type or a further `_has`. */
export function parseHas(pair: Pair, circumstances: Circumstances, depth = 0): Has {
  const [, type = '', code = '', ...rest] = pair.name.split(':');
  if (depth >= DEEPEST_CHAIN) throw refuse(pair.whole, `_has goes at most ${DEEPEST_CHAIN} deep.`);
  if (!isResourceType(type))
    throw refuse(pair.whole, 'write _has:Type:reference:parameter with a resource type.');
  const reference = searchParam(type, code);
  if (reference?.type !== 'reference')
    throw refuse(pair.whole, `${type} has no reference parameter '${code}'.`);
  if (reference.target && !reference.target.includes(pair.type))
    throw refuse(pair.whole, `'${code}' of ${type} never refers to a ${pair.type}.`);
  if (rest.length === 0) throw refuse(pair.whole, 'write _has:Type:reference:parameter.');
  const inner: Pair = { ...pair, type, name: rest.join(':') };
  if (rest[0] === '_has') return { type, reference, has: parseHas(inner, circumstances, depth + 1) };
  return { type, reference, filter: parseFilter(inner, circumstances) };
}
