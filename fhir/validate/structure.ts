/** Structure definitions as closures: built once per type, on first use, and run on every write. */
import { structures } from '../definitions/load.ts';
import type { ElementShape, TypeRef } from '../definitions/shapes.ts';
import { bindingCheck } from './bindings.ts';
import { constraintCheck } from './constraints.ts';
import { narrativeFault } from './narrative.ts';
import { PRIMITIVES } from './primitives.ts';
import { referenceCheck } from './references.ts';
import { type Check, isObject, type Json, listOf, report } from './report.ts';

const DEEPEST = 60;

/** One JSON property of a type: `valueQuantity` is one, `value[x]` is the element that several share. */
interface Property {
  readonly isList: boolean;
  readonly isPrimitive: boolean;
  readonly check: Check;
  /** Number of the choice it belongs to, from 0; -1 when it is none. */
  readonly choice: number;
}

interface Shape {
  readonly properties: ReadonlyMap<string, Property>;
  readonly required: readonly { readonly name: string; readonly names: readonly string[] }[];
  readonly choices: readonly string[];
  readonly constraints: readonly Check[];
}

const shapes = new Map<string, Shape>();
const checks = new Map<string, Check>();

/** The check of a type (`Patient`, `HumanName`, `Patient.contact`, `date`); built once. */
export function typeCheck(type: string): Check {
  let known = checks.get(type);
  if (!known) {
    known = build(type);
    checks.set(type, known);
  }
  return known;
}

function build(type: string): Check {
  if (type === 'Resource' || type === 'DomainResource') return checkResource;
  if (type === 'xhtml') return textCheck(narrativeFault);
  const primitive = PRIMITIVES[type];
  if (primitive) return textCheck(primitive);
  // The shape is made when a value is first met: types refer to each other in circles.
  return (value, path, to) => checkObject(value, path, { to, type });
}

const textCheck =
  (rule: (value: unknown) => string | undefined): Check =>
  (value, path, to) => {
    const fault = rule(value);
    if (fault) report(to, 'value', { path, message: fault });
  };

/** Checks any resource by the type it names. */
export function checkResource(value: unknown, path: string, to: Parameters<Check>[2]): void {
  const type = isObject(value) ? value.resourceType : undefined;
  if (
    typeof type !== 'string' ||
    structures()[type]?.kind !== 'resource' ||
    type === 'Resource' ||
    type === 'DomainResource'
  ) {
    report(to, 'structure', {
      path: path ? `${path}.resourceType` : 'resourceType',
      message: 'must name an R4 resource type.',
    });
    return;
  }
  const outer = to.resource;
  to.resource = value;
  typeCheck(type)(value, path || type, to);
  to.resource = outer;
}

interface Inside {
  readonly to: Parameters<Check>[2];
  readonly type: string;
}

function checkObject(value: unknown, path: string, { to, type }: Inside): void {
  if (!isObject(value)) {
    report(to, 'structure', { path, message: 'must be an object in braces.' });
    return;
  }
  if (to.depth >= DEEPEST) {
    report(to, 'too-costly', { path, message: `is nested deeper than ${DEEPEST} levels.` });
    return;
  }
  let shape = shapes.get(type);
  if (!shape) {
    shape = shapeOf(type);
    shapes.set(type, shape);
  }
  to.depth++;
  checkProperties(value, path, { to, shape });
  for (const { name, names } of shape.required) {
    if (!names.some((one) => value[one] !== undefined || value[`_${one}`] !== undefined))
      report(to, 'required', { path: `${path}.${name}`, message: 'is missing and must be given.' });
  }
  for (const constraint of shape.constraints) constraint(value, path, to);
  to.depth--;
}

function checkProperties(value: Json, path: string, { to, shape }: { to: Inside['to']; shape: Shape }): void {
  let seen = 0;
  let count = 0;
  for (const name in value) {
    const content = value[name];
    if (content === undefined) continue;
    count++;
    const property = shape.properties.get(name);
    if (!property) {
      otherProperty(name, content, { value, path, to, shape });
      continue;
    }
    if (property.choice >= 0) {
      if (seen & (1 << property.choice))
        report(to, 'structure', {
          path: `${path}.${shape.choices[property.choice]}`,
          message: 'is given in two forms; keep one.',
        });
      seen |= 1 << property.choice;
    }
    if (property.isList) checkList(content, `${path}.${name}`, { to, property, beside: value[`_${name}`] });
    else property.check(content, `${path}.${name}`, to);
  }
  if (count === 0) report(to, 'structure', { path, message: 'is empty; leave it out instead.' });
}

function checkList(
  content: unknown,
  path: string,
  { to, property, beside }: { to: Inside['to']; property: Property; beside: unknown },
): void {
  if (!Array.isArray(content)) {
    report(to, 'structure', { path, message: 'must be a list in brackets.' });
    return;
  }
  if (content.length === 0)
    report(to, 'structure', { path, message: 'is an empty list; leave it out instead.' });
  for (let at = 0; at < content.length; at++) {
    // A primitive that has extensions only is null in its list.
    if (content[at] === null && property.isPrimitive && listOf(beside)[at]) continue;
    property.check(content[at], `${path}[${at}]`, to);
  }
}

interface Unmatched {
  readonly value: Json;
  readonly path: string;
  readonly to: Inside['to'];
  readonly shape: Shape;
}

/** `resourceType`, the `_name` of a primitive, or a name that does not belong here. */
function otherProperty(name: string, content: unknown, { value, path, to, shape }: Unmatched): void {
  if (name === 'resourceType' && shape.properties.has('meta')) return;
  const primitive = name.startsWith('_') ? shape.properties.get(name.slice(1)) : undefined;
  if (!primitive?.isPrimitive) {
    const shown = /^\w{1,64}$/.test(name) ? name : '(unreadable name)';
    report(to, 'structure', {
      path: `${path}.${shown}`,
      message: 'is not an element that exists here; remove it or check its spelling.',
    });
    return;
  }
  const element = typeCheck('Element');
  const at = `${path}.${name.slice(1)}`;
  if (!primitive.isList) element(content, at, to);
  else if (!Array.isArray(content)) {
    report(to, 'structure', { path: at, message: 'must be a list in brackets.' });
  } else {
    content.forEach((one, index) => {
      if (one !== null) element(one, `${at}[${index}]`, to);
      else if (listOf(value[name.slice(1)])[index] == null)
        report(to, 'structure', { path: `${at}[${index}]`, message: 'is empty.' });
    });
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function shapeOf(type: string): Shape {
  const structure = structures()[type];
  const properties = new Map<string, Property>();
  const choices: string[] = [];
  const required: { name: string; names: string[] }[] = [];
  for (const element of structure?.elements ?? []) {
    const isChoice = element.name.endsWith('[x]');
    const base = isChoice ? element.name.slice(0, -3) : element.name;
    const choice = isChoice ? choices.push(base) - 1 : -1;
    const names = element.types.map((ref) => (isChoice ? `${base}${capital(ref.code)}` : base));
    element.types.forEach((ref, at) => {
      const name = names[at] ?? base;
      if (!properties.has(name))
        properties.set(name, {
          isList: element.max !== 1,
          isPrimitive: isPrimitive(ref.code),
          choice,
          check: elementCheck(element, ref, type),
        });
    });
    if (element.min > 0) required.push({ name: base, names });
  }
  const constraints = (structure?.constraints ?? []).flatMap((one) => constraintCheck(one, type) ?? []);
  return {
    properties,
    required,
    choices,
    constraints: type === 'Extension' ? [...constraints, checkExtension] : constraints,
  };
}

const isPrimitive = (type: string): boolean => type in PRIMITIVES;

function elementCheck(element: ElementShape, ref: TypeRef, owner: string): Check {
  const parts: Check[] = [typeCheck(ref.code)];
  if (ref.code === 'Reference') parts.push(referenceCheck(ref.targets));
  if (ref.code === 'uri' || ref.code === 'canonical') parts.push(noteFragment);
  const binding = element.required ? bindingCheck(element.required) : undefined;
  if (binding) parts.push(binding);
  for (const constraint of element.constraints ?? []) {
    const check = constraintCheck(constraint, `${owner}.${element.name}`);
    if (check) parts.push(check);
  }
  const [only, second] = parts;
  if (only && !second) return only;
  return (value, path, to) => {
    for (const part of parts) part(value, path, to);
  };
}

const noteFragment: Check = (value, _path, to) => {
  if (typeof value === 'string' && value.startsWith('#')) to.fragments.add(value);
};

/** ext-1: an extension has a value or extensions, never both, never neither. */
function checkExtension(value: unknown, path: string, to: Parameters<Check>[2]): void {
  if (!isObject(value)) return;
  let hasValue = false;
  for (const name in value) if (name.startsWith('value') || name.startsWith('_value')) hasValue = true;
  if (hasValue === (value.extension !== undefined))
    report(to, 'invariant', {
      path,
      message: 'must have either a value or extensions, not both and not neither. (ext-1)',
    });
}
