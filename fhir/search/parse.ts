import { badRequest, notSupported } from '../outcome.ts';
import { isResourceType, searchParam } from './definitions.ts';
import { type Circumstances, type Pair, parseFilter, parseHas, UnknownParameter } from './parse-filter.ts';
import { refuse } from './parse-value.ts';
import type { Filter, Has, Include, SearchRequest } from './request.ts';

export interface ParseOptions {
  /** strict: an unknown parameter is refused; lenient: it is named in `ignored` (Prefer: handling=...). */
  readonly handling: 'strict' | 'lenient';
  /** IANA name of the clinic's zone: dates without an offset are read in it. The same as for `indexValues`. */
  readonly zone: string;
  /** Base url of this server without a slash at its end; absolute references to it count as local ones. */
  readonly base?: string;
  /** Page size when none is asked for. */
  readonly defaultCount?: number;
}

export const LARGEST_PAGE = 1_000;
const USUAL_PAGE = 20;

/** What is gathered while the parameters are read one by one. */
interface Draft {
  readonly type: string;
  readonly filters: Filter[];
  readonly has: Has[];
  readonly include: Include[];
  readonly revinclude: Include[];
  readonly ignored: string[];
  sort: SearchRequest['sort'];
  ids?: readonly string[];
  count?: number;
  total?: SearchRequest['total'];
  summary?: NonNullable<SearchRequest['summary']>;
  elements?: readonly string[];
  cursor?: string;
}

/**
 * Reads a search of a resource type. Throws FhirFailure 400 naming the parameter that is wrong; never repeats a value.
 *
 * @example parseSearch('Patient', new URLSearchParams('name=muller&birthdate=1980-02'), { handling: 'strict', zone: 'America/New_York' })
 */
export function parseSearch(
  type: string,
  params: URLSearchParams | Iterable<readonly [string, string]>,
  options: ParseOptions,
): SearchRequest {
  if (!isResourceType(type)) throw notSupported(`'${type}' is not an R4 resource type.`);
  const draft: Draft = { type, filters: [], has: [], include: [], revinclude: [], ignored: [], sort: [] };
  const circumstances: Circumstances = { zone: options.zone, base: options.base };
  for (const [name, value] of params)
    readParameter(draft, { type, name, value, whole: name }, { ...options, circumstances });
  return finish(draft, options);
}

function finish(draft: Draft, options: ParseOptions): SearchRequest {
  const { count, total, summary, ...rest } = draft;
  const countOnly = summary === 'count' || count === 0;
  return {
    ...rest,
    count: countOnly ? 0 : Math.min(count ?? options.defaultCount ?? USUAL_PAGE, LARGEST_PAGE),
    total: countOnly ? 'accurate' : (total ?? 'none'),
    ...(summary ? { summary } : {}),
  };
}

function readParameter(
  draft: Draft,
  pair: Pair,
  options: ParseOptions & { circumstances: Circumstances },
): void {
  const control = pair.name.split(':')[0] ?? '';
  const known = Object.hasOwn(CONTROLS, control) ? CONTROLS[control] : undefined;
  try {
    if (known) known(draft, pair);
    else if (pair.value === '') draft.ignored.push(pair.name);
    else if (control === '_has') draft.has.push(parseHas(pair, options.circumstances));
    else draft.filters.push(parseFilter(pair, options.circumstances));
  } catch (problem) {
    if (!(problem instanceof UnknownParameter)) throw problem;
    if (options.handling === 'strict')
      throw badRequest(
        `Search parameter '${pair.name}' is not known: ${problem.message}.`,
        `http.${pair.name}`,
      );
    draft.ignored.push(pair.name);
  }
}

type Control = (draft: Draft, pair: Pair) => void;

const words = (value: string): string[] =>
  value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const CONTROLS: Readonly<Record<string, Control>> = {
  _id: (draft, pair) => {
    if (pair.name !== '_id')
      return void draft.filters.push(parseFilter(pair, { zone: 'UTC', base: undefined }));
    const asked = words(pair.value).map((id) => id.replace(new RegExp(`^${draft.type}/`), ''));
    // Repeated, both must hold.
    const before = draft.ids;
    draft.ids = before ? before.filter((id) => asked.includes(id)) : [...new Set(asked)];
  },
  _include: (draft, pair) => void draft.include.push(include(draft, pair)),
  _revinclude: (draft, pair) => void draft.revinclude.push(include(draft, pair)),
  _sort: (draft, pair) => {
    draft.sort = [...draft.sort, ...words(pair.value).map((key) => sortKey(draft.type, key, pair))];
  },
  _count: (draft, pair) => {
    const count = /^\d{1,9}$/.test(pair.value) ? Number(pair.value) : undefined;
    if (count === undefined) throw refuse('_count', 'it is a whole number, 0 or more.');
    draft.count = count;
  },
  _total: (draft, pair) => {
    draft.total = oneOf(pair, ['none', 'estimate', 'accurate'] as const);
  },
  _summary: (draft, pair) => {
    draft.summary = oneOf(pair, ['true', 'false', 'text', 'data', 'count'] as const);
  },
  _elements: (draft, pair) => {
    const names = words(pair.value).map((name) => name.replace(new RegExp(`^${draft.type}\\.`), ''));
    if (names.some((name) => !/^[a-zA-Z]{1,64}$/.test(name)))
      throw refuse('_elements', 'it lists names of top-level elements.');
    draft.elements = [...(draft.elements ?? []), ...names];
  },
  _cursor: (draft, pair) => {
    draft.cursor = pair.value;
  },
  // Of the answer's form, which the server sees to.
  _format: () => {},
  _pretty: () => {},
};

function oneOf<T extends string>(pair: Pair, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === pair.value);
  if (found === undefined) throw refuse(pair.name, `it is one of ${allowed.join(', ')}.`);
  return found;
}

function sortKey(type: string, key: string, pair: Pair): SearchRequest['sort'][number] {
  const descending = key.startsWith('-');
  const param = searchParam(type, descending ? key.slice(1) : key);
  if (!param || param.type === 'composite' || param.type === 'special') {
    throw refuse(pair.name, `${type} cannot be sorted by '${/^-?[\w-]{1,64}$/.test(key) ? key : '?'}'.`);
  }
  return { param, descending };
}

/** `Type:parameter[:target]`, `Type:*` or `*`; `:iterate` also follows what was included. */
function include(draft: Draft, pair: Pair): Include {
  const modifier = pair.name.split(':')[1];
  if (modifier !== undefined && modifier !== 'iterate' && modifier !== 'recurse')
    throw refuse(pair.name, 'the only modifier is :iterate.');
  const iterate = modifier !== undefined;
  if (pair.value === '*') return { source: draft.type, param: '*', iterate };
  const [source = '', param = '', target] = pair.value.split(':');
  if (!isResourceType(source)) throw refuse(pair.name, 'write Type:parameter or Type:parameter:Target.');
  if (param !== '*' && searchParam(source, param)?.type !== 'reference')
    throw refuse(pair.name, `${source} has no reference parameter of that name.`);
  if (target !== undefined && !isResourceType(target))
    throw refuse(pair.name, 'the target is not a resource type.');
  return { source, param, iterate, ...(target ? { target } : {}) };
}
