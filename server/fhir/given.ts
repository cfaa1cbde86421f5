import { badRequest } from '#fhir/outcome.ts';

/** What an operation is given, in the query, in a Parameters resource, or in both (http://hl7.org/fhir/R4/operations.html). */
export interface Given {
  /** A simple value as text. Throws 400 when it is given more than once. */
  one(name: string): string | undefined;
  /** The values of one that may be repeated. */
  all(name: string): string[];
  /** All that are simple, as a query: for the links of pages. */
  query(): URLSearchParams;
  /** A resource or a complex value (`valueCoding` ...). */
  whole(name: string): unknown;
}

interface Rules {
  /** Names that the operation knows. Another is refused: without it the answer would not be the one asked for. */
  readonly known: readonly string[];
}

interface Part {
  readonly name: string;
  readonly value: unknown;
}

/** Throws 400 at the first parameter that the operation does not know or that is none. */
export function givenTo(
  { query, body }: { readonly query: URLSearchParams; readonly body: unknown },
  { known }: Rules,
): Given {
  const parts = [...inQuery(query, known), ...inBody(body, known)];
  const simple = parts.flatMap(({ name, value }) =>
    typeof value === 'object' ? [] : [[name, String(value)] as [string, string]],
  );
  const all = (asked: string) => simple.flatMap(([name, value]) => (name === asked ? [value] : []));
  return {
    all,
    query: () => new URLSearchParams(simple),
    one(name) {
      const [first, ...more] = all(name);
      if (more.length > 0) throw badRequest(`${name} is given more than once.`, `http.${name}`);
      return first;
    },
    whole: (name) => parts.find((part) => part.name === name && typeof part.value === 'object')?.value,
  };
}

const OF_FORM = new Set(['_format', '_pretty']);

function inQuery(query: URLSearchParams, known: readonly string[]): Part[] {
  return [...query].flatMap(([name, value]) => {
    if (OF_FORM.has(name)) return [];
    if (!known.includes(name))
      throw badRequest(
        `This operation has no parameter '${name.slice(0, 60)}'. It takes ${known.join(', ')}.`,
        `http.${name.replace(/[^\w:.-]/g, '').slice(0, 60)}`,
      );
    return [{ name, value }];
  });
}

function inBody(body: unknown, known: readonly string[]): Part[] {
  if (body === undefined) return [];
  const { resourceType, parameter = [] } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (resourceType !== 'Parameters' || !Array.isArray(parameter))
    throw badRequest('An operation is given its parameters as a Parameters resource.', 'resourceType');
  return parameter.map((raw: unknown, index) => {
    const at = `Parameters.parameter[${index}]`;
    if (typeof raw !== 'object' || raw === null) throw badRequest('A parameter is an object.', at);
    const { name } = raw as { name?: unknown };
    if (typeof name !== 'string') throw badRequest('A parameter has a name.', `${at}.name`);
    if (!known.includes(name))
      throw badRequest(
        `This operation has no parameter of that name. It takes ${known.join(', ')}.`,
        `${at}.name`,
      );
    return { name, value: valueIn(raw as Readonly<Record<string, unknown>>, at) };
  });
}

function valueIn(raw: Readonly<Record<string, unknown>>, at: string): unknown {
  if (raw.resource !== undefined) return raw.resource;
  const name = Object.keys(raw).find((key) => /^value[A-Z]/.test(key));
  const value = name === undefined ? undefined : raw[name];
  if (value === undefined || value === null) throw badRequest('A parameter has a value or a resource.', at);
  return value;
}

/** A whole number among the parameters. Throws 400. */
export function wholeNumber(
  given: Given,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined {
  const text = given.one(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least)
    throw badRequest(`${name} is a whole number, ${least} or more.`, `http.${name}`);
  return Math.min(Number(text), most);
}

/** True or false among the parameters. Throws 400. */
export function truth(given: Given, name: string): boolean | undefined {
  const text = given.one(name);
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false') throw badRequest(`${name} is true or false.`, `http.${name}`);
  return text === 'true';
}
