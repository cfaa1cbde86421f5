import { isDeepStrictEqual } from 'node:util';
import { applyPatch, type Operation } from 'rfc6902';
import { parseExact } from '#fhir/exact-json.ts';
import { badRequest, FhirFailure } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';

export const JSON_PATCH = 'application/json-patch+json';
const MOST_OPERATIONS = 1_000;
/** Values; what is copied into itself again and again doubles each time. */
const MOST_COPIED = 50_000;
const DEEPEST = 100;
const NAMES = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);
/** RFC 6901: each token behind a slash, `~` only as `~0` or `~1`. */
const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;
const INDEX = /^(?:0|[1-9]\d{0,8})$/;

/**
 * The body of a PATCH as operations: an array of RFC 6902, or, in a Bundle, a Binary that holds one
 * (http://hl7.org/fhir/R4/http.html#patch). Throws 400, or 415 for a Binary of another kind.
 */
export function operationsOf(body: unknown): Operation[] {
  const operations = fromBinary(body);
  if (!Array.isArray(operations)) throw badRequest('A JSON Patch is an array of operations (RFC 6902).');
  if (operations.length > MOST_OPERATIONS)
    throw badRequest(`A JSON Patch has at most ${MOST_OPERATIONS} operations.`);
  operations.forEach(mustBeOperation);
  return operations as Operation[];
}

function fromBinary(body: unknown): unknown {
  const { resourceType, contentType, data } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (resourceType === undefined) return body;
  if (resourceType !== 'Binary' || contentType !== JSON_PATCH)
    throw new FhirFailure(415, {
      severity: 'error',
      code: 'not-supported',
      message: `A patch in a Bundle is a Binary whose contentType is ${JSON_PATCH}.`,
      expression: 'Binary.contentType',
    });
  try {
    return JSON.parse(Buffer.from(String(data ?? ''), 'base64').toString('utf8'));
  } catch {
    throw badRequest('The data of the Binary is no JSON in base64.', 'Binary.data');
  }
}

function mustBeOperation(raw: unknown, index: number): void {
  const nth = `Operation ${index + 1} of the patch`;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw badRequest(`${nth} is not an object.`);
  const { op, path, from } = raw as Readonly<Record<string, unknown>>;
  if (typeof op !== 'string' || !NAMES.has(op))
    throw badRequest(`${nth} has no op of ${[...NAMES].join(', ')}.`);
  if (typeof path !== 'string' || !isPointer(path))
    throw badRequest(`${nth} has no path: a JSON Pointer such as /name/0/family.`);
  if ((op === 'move' || op === 'copy') && (typeof from !== 'string' || !isPointer(from)))
    throw badRequest(`${nth} has no from: a JSON Pointer such as /name/0/family.`);
  if (['add', 'replace', 'test'].includes(op) && !Object.hasOwn(raw, 'value'))
    throw badRequest(`${nth} has no value.`);
}

const isPointer = (text: string): boolean => POINTER.test(text) && text.split('/').length <= DEEPEST;

/**
 * A stored resource after the operations, all or none. Throws 422 with the element, in FHIRPath, where one cannot be
 * done or a test fails, and where the outcome would be another resource.
 */
export function patched(content: string, operations: readonly Operation[]): Resource {
  const resource = parseExact(content) as Resource;
  const { resourceType, id } = resource;
  let copied = 0;
  operations.forEach((operation, index) => {
    const fail = (what: string, pointer: string) =>
      new FhirFailure(422, {
        severity: 'error',
        code: 'processing',
        message: `Operation ${index + 1} of the patch (${operation.op}) ${what}.`,
        expression: fhirPathOf(resourceType, pointer),
      });
    if ((operation.op === 'move' || operation.op === 'copy') && !isThere(resource, operation.from))
      throw fail('takes from where nothing is', operation.from);
    if (!isReachable(resource, operation)) throw fail('leads to nothing', operation.path);
    if (operation.op === 'test') {
      // Not the library's: it looks for the least difference, which of two long arrays takes minutes.
      if (isDeepStrictEqual(walk(resource, tokensOf(operation.path)), operation.value)) return;
      throw fail('found another value', operation.path);
    }
    if (operation.op === 'copy') copied += sizeOf(walk(resource, tokensOf(operation.from)), MOST_COPIED);
    if (copied > MOST_COPIED) throw fail('copies too much', operation.path);
    const [error] = applyPatch(resource, [operation]);
    if (error) throw fail('leads to nothing', operation.path);
  });
  if (resource.resourceType !== resourceType || resource.id !== id)
    throw new FhirFailure(422, {
      severity: 'error',
      code: 'business-rule',
      message: 'A patch cannot change what a resource is or its id.',
      expression: resource.id === id ? 'resourceType' : `${resourceType}.id`,
    });
  return withoutEmpty(resource) as Resource;
}

/** The last token may be new for `add`, `move` and `copy`; all others are of what is there, never of a prototype. */
function isReachable(resource: Resource, { op, path }: Operation): boolean {
  if (op === 'remove' || op === 'replace') return isThere(resource, path);
  if (op === 'test') return true;
  const tokens = tokensOf(path);
  const last = tokens.pop() ?? '';
  const parent = walk(resource, tokens);
  if (Array.isArray(parent)) return last === '-' || (INDEX.test(last) && Number(last) <= parent.length);
  return typeof parent === 'object' && parent !== null && last !== '__proto__';
}

const isThere = (resource: Resource, path: string): boolean => walk(resource, tokensOf(path)) !== undefined;

const tokensOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

function walk(from: unknown, tokens: readonly string[]): unknown {
  let at = from;
  for (const token of tokens) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, token)) return undefined;
    if (Array.isArray(at) && !INDEX.test(token)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[token];
  }
  return at;
}

/** How many values there are in one, as far as `most`. */
function sizeOf(node: unknown, most: number): number {
  if (typeof node !== 'object' || node === null) return 1;
  let size = 1;
  for (const value of Object.values(node)) {
    if (size > most) break;
    size += sizeOf(value, most - size);
  }
  return size;
}

/** `/name/0/given/-` of a Patient is `Patient.name[0].given`. What is no element's name is left out: it is the caller's text. */
export function fhirPathOf(type: string, pointer: string): string {
  let path = type;
  for (const token of tokensOf(pointer)) {
    if (INDEX.test(token)) path += `[${token}]`;
    else if (/^[A-Za-z_][A-Za-z]{0,63}$/.test(token)) path += `.${token}`;
    else break;
  }
  return path;
}

/** FHIR has no empty arrays and objects: what a `remove` emptied goes (http://hl7.org/fhir/R4/json.html). */
function withoutEmpty(node: unknown): unknown {
  if (Array.isArray(node)) {
    const kept = node.map(withoutEmpty).filter((item) => item !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (typeof node !== 'object' || node === null) return node;
  // Changed in place and not made anew, so that decimals stay as they were written (fhir/exact-json.ts).
  for (const [name, value] of Object.entries(node)) {
    const kept = withoutEmpty(value);
    if (kept === undefined) Reflect.deleteProperty(node, name);
    else (node as Record<string, unknown>)[name] = kept;
  }
  return Object.keys(node).length > 0 ? node : undefined;
}
