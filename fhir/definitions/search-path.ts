import type { Step, Structures, ValuePath } from './shapes.ts';

/**
 * Turns the FHIRPath expressions of the search parameters into property paths with the type of what they lead to.
 * The official parameters use a small part of FHIRPath, all of it understood here; anything else throws, so that a
 * new definition cannot silently index nothing.
 */
export function valuePaths(expression: string, root: string, structures: Structures): ValuePath[] {
  return topLevelUnion(expression).flatMap((part) => {
    const tokens = stepsOf(part);
    const first = tokens[0];
    if (first === undefined) return [];
    if (/^[A-Z]/.test(first)) {
      if (first !== root && first !== 'Resource' && first !== 'DomainResource') return [];
      tokens.shift();
    }
    if (/\.exists\(\) and /.test(part))
      return [{ steps: [{ presence: presenceNames(part) }], type: 'boolean' }];
    return walk(tokens, root, structures);
  });
}

interface Place {
  readonly steps: readonly Step[];
  /** A type or backbone name; a choice that is not yet decided keeps its element's name and types. */
  readonly type: string;
  readonly choice?: { readonly name: string; readonly types: readonly string[] };
}

function walk(tokens: readonly string[], root: string, structures: Structures): ValuePath[] {
  let places: Place[] = [{ steps: [], type: root }];
  for (const token of tokens) places = places.flatMap((place) => advance(place, token, structures));
  return places.flatMap((place) => decide(place)).map(({ steps, type }) => ({ steps, type }));
}

function advance(place: Place, token: string, structures: Structures): Place[] {
  const cast = /^(?:ofType|as)\((\w+)\)$/.exec(token)?.[1];
  if (cast) return castTo(place, cast);
  const decided = decide(place);
  const equals = /^where\(\s*(\w+)\s*=\s*'([^']*)'\s*\)$/.exec(token);
  if (equals)
    return decided.map((at) => ({
      ...at,
      steps: [...at.steps, { where: equals[1] ?? '', is: equals[2] ?? '' }],
    }));
  const target = /^where\(resolve\(\) is (\w+)\)$/.exec(token)?.[1];
  if (target) return decided.map((at) => ({ ...at, steps: [...at.steps, { target }] }));
  const index = /^\[(\d+)\]$/.exec(token)?.[1];
  if (index) return decided.map((at) => ({ ...at, steps: [...at.steps, { at: Number(index) }] }));
  if (!/^\w+$/.test(token)) throw new Error(`search expression step not understood: ${token}`);
  return decided.flatMap((at) => property(at, token, structures));
}

function property(place: Place, name: string, structures: Structures): Place[] {
  const structure = structures[place.type];
  const plain = structure?.elements.find((element) => element.name === name);
  if (plain) {
    const types = plain.types.map((type) => type.code);
    return [{ steps: [...place.steps, name], type: types[0] ?? 'Element' }];
  }
  const choice = structure?.elements.find((element) => element.name === `${name}[x]`);
  if (choice) return [{ ...place, choice: { name, types: choice.types.map((type) => type.code) } }];
  const spelled = structure?.elements.find(
    (element) => element.name.endsWith('[x]') && name.startsWith(element.name.slice(0, -3)),
  );
  const type = spelled?.types.find(
    (candidate) => `${spelled.name.slice(0, -3)}${capital(candidate.code)}` === name,
  );
  return type ? [{ steps: [...place.steps, name], type: type.code }] : [];
}

function castTo(place: Place, wanted: string): Place[] {
  const same = (type: string) => type.toLowerCase() === wanted.toLowerCase();
  if (!place.choice) return same(place.type) ? [place] : [];
  return decide({ ...place, choice: { name: place.choice.name, types: place.choice.types.filter(same) } });
}

function decide(place: Place): Place[] {
  const { choice } = place;
  return choice
    ? choice.types.map((type) => ({ steps: [...place.steps, `${choice.name}${capital(type)}`], type }))
    : [place];
}

/** `A.b | (A.c as X)` to its parts; bars inside quotes or brackets do not count. */
function topLevelUnion(expression: string): string[] {
  return expression
    .split('|')
    .map((part) => part.trim().replace(/\((\S+) as (\w+)\)/g, '$1.ofType($2)'))
    .map((part) => (part.startsWith('(') ? part.replace(/^\(/, '').replace(/\)((?:\.\w+)?)$/, '$1') : part));
}

function stepsOf(part: string): string[] {
  const found = part.split(/\.(?=\w)(?![^(']*[)'])/u);
  return found.flatMap((step) => {
    const index = /^(\w+)(\[\d+\])$/.exec(step);
    return index ? [index[1] ?? '', index[2] ?? ''] : [step.trim()];
  });
}

function presenceNames(part: string): string[] {
  const name = /^\w+\.(\w+)\.exists\(\)/.exec(part)?.[1] ?? '';
  return [`${name}Boolean`, `${name}DateTime`];
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
