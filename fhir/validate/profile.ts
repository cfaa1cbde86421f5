/** Profiles as closures over what they ask beyond the base definition, slices included. */
import { profiles, structures } from '../definitions/load.ts';
import type { ProfileNode } from '../definitions/shapes.ts';
import { bindingCheck, codeSet, isInSet } from './bindings.ts';
import { constraintCheck } from './constraints.ts';
import { matchesFixed, matchesPattern } from './pattern.ts';
import { referenceCheck } from './references.ts';
import { type Check, isObject, type Json, listOf, report } from './report.ts';

const compiled = new Map<string, Check>();

/** The check of one US Core 6.1.0 profile, by url without version; of an unknown url, no check. */
export function profileCheck(url: string): Check {
  let known = compiled.get(url);
  if (!known) {
    const profile = profiles()[url];
    known = profile ? contentCheck(profile.root, { profile: profile.name, owner: profile.type }) : () => {};
    compiled.set(url, known);
  }
  return known;
}

interface In {
  readonly profile: string;
  /** Path of the element by the definitions: `Patient.name`. */
  readonly owner: string;
}

/** What is asked of one value of an element: its form and its children, not how often it occurs. */
function contentCheck(node: ProfileNode, context: In): Check {
  const parts: Check[] = [];
  if (node.fixed !== undefined) parts.push(valueCheck(node.fixed, { context, matches: matchesFixed }));
  if (node.pattern !== undefined) parts.push(valueCheck(node.pattern, { context, matches: matchesPattern }));
  const binding = node.required ? bindingCheck(node.required) : undefined;
  if (binding) parts.push(binding);
  if (node.targets) parts.push(referenceCheck(node.targets));
  if (node.profile) parts.push(lazily(node.profile));
  for (const constraint of node.constraints ?? []) {
    const check = constraintCheck(constraint, context.owner);
    if (check) parts.push(check);
  }
  const children = (node.children ?? []).map((child) => childCheck(child, context));
  return (value, path, to) => {
    for (const part of parts) part(value, path, to);
    if (isObject(value)) for (const child of children) child(value, path, to);
  };
}

/** An extension's profile is built when the first one is met. */
const lazily =
  (url: string): Check =>
  (value, path, to) =>
    profileCheck(url)(value, path, to);

function valueCheck(
  wanted: unknown,
  { context, matches }: { context: In; matches: (wanted: unknown, value: unknown) => boolean },
): Check {
  const words =
    typeof wanted === 'object' ? `must hold ${JSON.stringify(wanted)}` : `must be '${String(wanted)}'`;
  return (value, path, to) => {
    if (value !== undefined && !matches(wanted, value))
      report(to, 'value', { path, message: `${words}, as ${context.profile} asks.` });
  };
}

/** The check of one element of an object: how often it occurs, its values, its slices. */
function childCheck(node: ProfileNode, context: In): Check {
  const within = { ...context, owner: `${context.owner}.${node.name}` };
  const content = contentCheck(node, within);
  const slices = slicesCheck(node, within);
  const read = reader(node);
  return (value, path, to) => {
    const found = read(value as Json);
    const at = `${path}.${found.name}`;
    const items = found.isList ? (found.content as readonly unknown[]) : listOf(found.content);
    const count = Math.max(items.length, found.hasExtension ? 1 : 0);
    checkCount(count, { node, path: at, context, to });
    if (count === 0) return;
    if (node.types && found.type !== undefined && !node.types.includes(found.type)) {
      report(to, 'structure', {
        path: at,
        message: `must be a ${node.types.join(' or ')}, as ${context.profile} asks.`,
      });
    }
    items.forEach((item, index) => {
      content(item, found.isList ? `${at}[${index}]` : at, to);
    });
    slices?.({ items, type: found.type, isList: found.isList }, at, to);
  };
}

function checkCount(
  count: number,
  { node, path, context, to }: { node: ProfileNode; path: string; context: In; to: Parameters<Check>[2] },
): void {
  const what = node.slice ? ` (${node.slice})` : '';
  if (count < (node.min ?? 0)) {
    const often = node.min === 1 ? 'must be given' : `must be given ${node.min} times`;
    report(to, 'required', { path, message: `${often}${what}, as ${context.profile} asks.` });
  }
  if (node.max !== undefined && node.max >= 0 && count > node.max) {
    report(to, 'structure', {
      path,
      message: `${node.max === 0 ? 'must not be given' : `may be given ${node.max} times at most`}${what}, as ${context.profile} asks.`,
    });
  }
}

interface Found {
  /** JSON name under which it stands: `valueQuantity`. */
  readonly name: string;
  readonly content: unknown;
  readonly isList: boolean;
  /** Of a choice: its type. */
  readonly type?: string;
  readonly hasExtension: boolean;
}

function reader(node: ProfileNode): (value: Json) => Found {
  const { name } = node;
  const found = (value: Json, at: string, type?: string): Found => {
    const content = value[at];
    return {
      name: at,
      content,
      isList: Array.isArray(content),
      hasExtension: value[`_${at}`] !== undefined,
      ...(type ? { type } : {}),
    };
  };
  if (!name.endsWith('[x]')) return (value) => found(value, name);
  const base = name.slice(0, -3);
  return (value) => {
    for (const key in value) {
      const bare = key.startsWith('_') ? key.slice(1) : key;
      if (bare.startsWith(base) && bare.length > base.length && /[A-Z]/.test(bare.charAt(base.length)))
        return found(value, bare, typeName(bare.slice(base.length)));
    }
    return { name: base, content: undefined, isList: false, hasExtension: false };
  };
}

/** `Quantity` stays, `DateTime` becomes `dateTime`, as the type is called. */
function typeName(suffix: string): string {
  const lower = suffix.charAt(0).toLowerCase() + suffix.slice(1);
  return structures()[lower]?.kind === 'primitive' ? lower : suffix;
}

type SliceCheck = (
  found: { items: readonly unknown[]; type: string | undefined; isList: boolean },
  path: string,
  to: Parameters<Check>[2],
) => void;

function slicesCheck(node: ProfileNode, context: In): SliceCheck | undefined {
  const { slicing, slices } = node;
  if (!slicing || !slices) return undefined;
  const ready = slices.map((slice) => ({
    slice,
    belongs: belongsTo(slice, slicing.discriminators),
    content: contentCheck(slice, context),
  }));
  return ({ items, type, isList }, path, to) => {
    const counts = ready.map(() => 0);
    items.forEach((item, index) => {
      const at = isList ? `${path}[${index}]` : path;
      const which = ready.findIndex(({ belongs }) => belongs(item, type));
      if (which >= 0) {
        counts[which] = (counts[which] ?? 0) + 1;
        ready[which]?.content(item, at, to);
      } else if (slicing.closed)
        report(to, 'structure', {
          path: at,
          message: `is none of the forms that ${context.profile} allows.`,
        });
    });
    // A type slice's own minimum is the choice's, which is checked already.
    ready.forEach(({ slice }, index) => {
      checkCount(counts[index] ?? 0, { node: slice, path, context, to });
    });
  };
}

type Belongs = (item: unknown, type: string | undefined) => boolean;

function belongsTo(slice: ProfileNode, discriminators: readonly { type: string; path: string }[]): Belongs {
  const tests = discriminators.map(({ type, path }) => discriminator(slice, type, path));
  return (item, type) => tests.every((test) => test(item, type));
}

function discriminator(slice: ProfileNode, type: string, path: string): Belongs {
  if (type === 'type') return typeSlice(slice);
  if (path === 'url' && slice.profile) return (item) => isObject(item) && item.url === slice.profile;
  const steps = path === '$this' ? [] : path.split('.');
  const target = steps.reduce<ProfileNode | undefined>(
    (at, step) => at?.children?.find((child) => child.name === step),
    slice,
  );
  const matches = target ? nodeTest(target) : () => false;
  return (item) => valuesAt(item, steps).some(matches);
}

/** `value[x]:valueQuantity`: the slice says the type in its types or, failing that, in its name. */
function typeSlice(slice: ProfileNode): Belongs {
  const base = slice.name.replace('[x]', '');
  const types = slice.types ?? [typeName((slice.slice ?? '').slice(base.length))];
  return (_item, type) => type !== undefined && types.includes(type);
}

function nodeTest(node: ProfileNode): (value: unknown) => boolean {
  if (node.fixed !== undefined) return (value) => matchesFixed(node.fixed, value);
  if (node.pattern !== undefined) return (value) => matchesPattern(node.pattern, value);
  const set = node.required ? codeSet(node.required) : undefined;
  if (set) return (value) => isInSet(set, value);
  const children = (node.children ?? []).map((child) => ({ name: child.name, test: nodeTest(child) }));
  return (value) =>
    children.length > 0 && children.every(({ name, test }) => valuesAt(value, [name]).some(test));
}

function valuesAt(value: unknown, steps: readonly string[]): readonly unknown[] {
  let values: readonly unknown[] = [value];
  for (const step of steps) values = values.flatMap((one) => (isObject(one) ? listOf(one[step]) : []));
  return values;
}
