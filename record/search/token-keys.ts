import type { SimpleValue } from '#fhir/search/index-value.ts';
import type { SearchValue } from '#fhir/search/request.ts';
import { key64 } from '../key.ts';

/**
 * The texts behind the numbers in `resource.tokens`. Written when a resource is indexed, asked for by searches: both
 * sides are here, so that they cannot differ. `of` is `Type.parameter`.
 */
export const marks = {
  /** The parameters that have a value, all in one label: `:missing` looks among the few such shapes that a type has. */
  shape: (type: string, params: readonly string[]) => `shape:${type},${params.join(',')},`,
  /** A code, whatever its system. */
  code: (of: string, code: string) => `${of}:code:${code}`,
  pair: (of: string, system: string, code: string) => `${of}:pair:${system}|${code}`,
  /** A code without system. */
  bare: (of: string, code: string) => `${of}:bare:${code}`,
  system: (of: string, system: string) => `${of}:system:${system}`,
  /** Words of a concept, or a uri, by the number of the text in `record.label`. */
  label: (of: string, label: string) => `${of}:label:${label}`,
  ofType: (of: string, type: string, value: string) => `${of}:of:${type}|${value}`,
  reference: (of: string, target: string) => `${of}:ref:${target}`,
  url: (of: string, url: string) => `${of}:url:${url}`,
  identifier: (of: string, system: string | undefined, code: string) =>
    `${of}:ident:${system === undefined ? '*' : `=${system}`}|${code}`,
  exact: (of: string, text: string) => `${of}:exact:${text}`,
} as const;

interface TokenKeys {
  readonly keys: Set<string>;
  readonly labels: Map<string, string>;
}

/** Adds a text that is looked for by its words. */
export function addLabel(of: string, text: string, into: TokenKeys): void {
  const number = key64(text);
  into.labels.set(number, text);
  into.keys.add(key64(marks.label(of, number)));
}

/** Adds the numbers under which one value of a parameter is found; texts of labels go to `labels`. */
export function addTokenKeys(of: string, value: SimpleValue, into: TokenKeys): void {
  const { keys } = into;
  const label = (text: string) => addLabel(of, text, into);
  if (value.kind === 'token') {
    const { system, code, text, typed } = value;
    if (code !== undefined) {
      keys.add(key64(marks.code(of, code)));
      keys.add(key64(system === undefined ? marks.bare(of, code) : marks.pair(of, system, code)));
      for (const type of typed ?? []) keys.add(key64(marks.ofType(of, type, code)));
    }
    if (system !== undefined) keys.add(key64(marks.system(of, system)));
    if (text) label(text);
  } else if (value.kind === 'reference') {
    const { type, id, url, system, code } = value;
    if (url !== undefined) keys.add(key64(marks.url(of, url)));
    else if (type !== undefined && id !== undefined) keys.add(key64(marks.reference(of, `${type}/${id}`)));
    if (code !== undefined) {
      keys.add(key64(marks.identifier(of, undefined, code)));
      if (system !== undefined) keys.add(key64(marks.identifier(of, system, code)));
    }
  } else if (value.kind === 'uri') label(value.uri);
  else if (value.kind === 'string' && value.exact !== undefined)
    keys.add(key64(marks.exact(of, value.exact)));
}

/** The numbers any of which a resource must have to match one value of a token or reference parameter. */
export function askedKeys(of: string, value: SearchValue, targets: readonly string[]): string[] {
  if (value.kind === 'token') return [key64(tokenMark(of, value))];
  if (value.kind !== 'reference') return [];
  const { type, id, url, system, code } = value;
  if (code !== undefined) return [key64(marks.identifier(of, system, code))];
  if (url !== undefined) return [key64(marks.url(of, url))];
  if (id === undefined) return [];
  return (type === undefined ? targets : [type]).map((target) =>
    key64(marks.reference(of, `${target}/${id}`)),
  );
}

function tokenMark(of: string, { system, code, typeCode }: Extract<SearchValue, { kind: 'token' }>): string {
  if (typeCode !== undefined) return marks.ofType(of, `${system ?? ''}|${typeCode}`, code ?? '');
  if (code === undefined) return marks.system(of, system ?? '');
  if (system === undefined) return marks.code(of, code);
  return system === '' ? marks.bare(of, code) : marks.pair(of, system, code);
}
