import { dateRange } from '../dates.ts';
import { fold } from '../fold.ts';
import { badRequest } from '../outcome.ts';
import { parseReference } from '../reference.ts';
import type { KnownParam } from './definitions.ts';
import type { ParameterType, Prefix, SearchValue } from './request.ts';
import { contactKey } from './typed-values.ts';
import { canonicalUnit, inBase } from './ucum-canonical.ts';

/** What a value is read with: the parameter it belongs to, as spelled in the query, and the clinic's circumstances. */
export interface Reading {
  readonly param: KnownParam;
  /** `code`, `subject:Patient` ...: for messages. */
  readonly spelled: string;
  readonly modifier: string | undefined;
  /** A resource type given as modifier of a reference. */
  readonly targetType: string | undefined;
  readonly zone: string;
  /** Base url of this server; references to it are local. */
  readonly base: string | undefined;
}

// A prefix counts only before a value that begins as numbers and dates do.
const PREFIX = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[\d+.-])/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A refusal of a parameter: 400 that names it. The value is not repeated, because it may be a patient's. */
export const refuse = (spelled: string, what: string) =>
  badRequest(`Search parameter '${spelled}': ${what}`, `http.${spelled}`);

/** The values of one parameter: comma separated, any of which may match. */
export function parseValues(text: string, reading: Reading): SearchValue[] {
  return split(text, ',')
    .filter((part) => part !== '')
    .flatMap((part) => parseValue(part, reading));
}

function parseValue(text: string, reading: Reading): SearchValue[] {
  const { param, modifier } = reading;
  if (param.type === 'composite') return [composite(text, reading)];
  if (param.type === 'token') return tokens(text, reading);
  if (param.type === 'string')
    return [{ kind: 'string', text: modifier === 'exact' ? unescaped(text) : fold(unescaped(text)) }];
  if (param.type === 'reference')
    return [modifier === 'identifier' ? logical(text) : reference(text, reading)];
  return [simple(text, param.type, reading)];
}

function simple(text: string, type: ParameterType, reading: Reading): SearchValue {
  if (type === 'date') return date(text, reading);
  if (type === 'number') return { kind: 'number', ...number(text, reading) };
  if (type === 'quantity') return quantity(text, reading);
  return { kind: 'uri', uri: unescaped(text) };
}

function prefixed(text: string): { prefix: Prefix; rest: string } {
  const prefix = PREFIX.exec(text)?.[1] as Prefix | undefined;
  return prefix ? { prefix, rest: text.slice(2) } : { prefix: 'eq', rest: text };
}

function date(text: string, reading: Reading): SearchValue {
  const { prefix, rest } = prefixed(unescaped(text));
  // A '+' of an offset that was not percent-encoded arrives as a space.
  const range = dateRange(rest.trim().replace(' ', '+'), reading.zone);
  if (!range)
    throw refuse(
      reading.spelled,
      'the value is not a date that exists; write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with an offset.',
    );
  return { kind: 'date', prefix, from: range.from, to: range.to };
}

interface ParsedNumber {
  readonly prefix: Prefix;
  readonly number: number;
  readonly low: number;
  readonly high: number;
}

function number(text: string, reading: Reading): ParsedNumber {
  const { prefix, rest } = prefixed(text);
  const value = NUMBER.test(rest) ? Number(rest) : Number.NaN;
  if (!Number.isFinite(value))
    throw refuse(reading.spelled, 'the value is not a number; write e.g. 5.4, ge5.4 or 5.4e-3.');
  const half = halfStep(rest);
  return { prefix, number: value, low: tidy(value - half), high: tidy(value + half) };
}

/** Half of the last digit written: 0.5 for 100, 0.005 for 100.00, 50 for 1e2 (http://hl7.org/fhir/R4/search.html#number). */
function halfStep(text: string): number {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return 0.5 * 10 ** (Number(exponent) - decimals);
}

/** Takes back the noise of binary arithmetic: 5.4 - 0.05 is 5.35, not 5.3500000000000005. */
const tidy = (value: number): number => Number(value.toPrecision(15));

function quantity(text: string, reading: Reading): SearchValue {
  const [amount = '', system, code, ...more] = split(text, '|').map(unescaped);
  if (more.length > 0) throw refuse(reading.spelled, 'a quantity is number|system|code.');
  const parsed = number(amount, reading);
  const unit = code ? canonicalUnit(code) : undefined;
  return {
    kind: 'quantity',
    ...parsed,
    ...(system ? { system } : {}),
    ...(code ? { code } : {}),
    ...(unit
      ? {
          canonical: {
            unit: unit.unit,
            number: inBase(parsed.number, unit),
            low: inBase(parsed.low, unit),
            high: inBase(parsed.high, unit),
          },
        }
      : {}),
  };
}

function tokens(text: string, reading: Reading): SearchValue[] {
  if (reading.modifier === 'text') return [{ kind: 'string', text: fold(unescaped(text)) }];
  // The value set, by its url or address: whoever searches writes it out before the record is asked.
  if (reading.modifier === 'in' || reading.modifier === 'not-in')
    return [{ kind: 'uri', uri: unescaped(text) }];
  const parts = split(text, '|').map(unescaped);
  if (reading.modifier === 'of-type') return [ofType(parts, reading)];
  const made = token(parts, reading);
  const isContact = reading.param.compiled.paths.some((path) => path.type === 'ContactPoint');
  const key = isContact && made.kind === 'token' && made.code ? contactKey(made.code) : undefined;
  return key !== undefined && made.kind === 'token' && key !== made.code
    ? [made, { ...made, code: key }]
    : [made];
}

function token(parts: readonly string[], reading: Reading): SearchValue {
  const [first = '', second] = parts;
  if (parts.length > 2)
    throw refuse(
      reading.spelled,
      'a token is code, system|code, system| or |code; a bar inside is written \\|.',
    );
  if (second === undefined) return { kind: 'token', code: first };
  if (first === '' && second === '') throw refuse(reading.spelled, 'the token is empty.');
  const implied = reading.param.compiled.impliedSystem;
  const system =
    implied !== undefined && (first === implied || first === '') && second !== '' ? {} : { system: first };
  return { kind: 'token', ...system, ...(second ? { code: second } : {}) };
}

function ofType([system = '', typeCode, code, ...more]: readonly string[], reading: Reading): SearchValue {
  if (!typeCode || !code || more.length > 0)
    throw refuse(reading.spelled, 'with :of-type write system|type code|identifier value.');
  return { kind: 'token', system, typeCode, code };
}

function logical(text: string): SearchValue {
  const [first = '', second] = split(text, '|').map(unescaped);
  return second === undefined
    ? { kind: 'reference', code: first }
    : { kind: 'reference', ...(first ? { system: first } : {}), ...(second ? { code: second } : {}) };
}

function reference(text: string, reading: Reading): SearchValue {
  const { param, targetType, base } = reading;
  const whole = unescaped(text);
  const value = base && whole.startsWith(`${base}/`) ? whole.slice(base.length + 1) : whole;
  const parts = parseReference(value);
  if (parts && !parts.url) {
    if (targetType && parts.type !== targetType)
      throw refuse(reading.spelled, `the reference is not to a ${targetType}.`);
    return {
      kind: 'reference',
      ...(parts.type ? { type: parts.type } : {}),
      ...(parts.id ? { id: parts.id } : {}),
    };
  }
  if (parts?.url) return { kind: 'reference', url: parts.url };
  if (!/^[A-Za-z0-9\-.]{1,64}$/.test(value))
    throw refuse(reading.spelled, 'a reference is an id, Type/id or a url.');
  const only = targetType ?? (param.target?.length === 1 ? param.target[0] : undefined);
  return { kind: 'reference', ...(only ? { type: only } : {}), id: value };
}

function composite(text: string, reading: Reading): SearchValue {
  const components = reading.param.components ?? [];
  const parts = split(text, '$');
  if (parts.length !== components.length) {
    throw refuse(
      reading.spelled,
      `write ${components.length} parts, ${components.map((one) => one.code).join('$')}; a dollar sign inside is written \\$.`,
    );
  }
  return {
    kind: 'composite',
    parts: components.map((component, at) => componentValue(parts[at] ?? '', component, reading)),
  };
}

function componentValue(
  text: string,
  component: { code: string; type: ParameterType },
  reading: Reading,
): SearchValue {
  const plain: Reading = { ...reading, modifier: undefined, spelled: `${reading.spelled}$${component.code}` };
  if (component.type === 'token') return token(split(text, '|').map(unescaped), plain);
  if (component.type === 'string') return { kind: 'string', text: fold(unescaped(text)) };
  if (component.type === 'reference') return reference(text, { ...plain, targetType: undefined });
  return simple(text, component.type, plain);
}

/** Splits at a separator that is not escaped by a backslash; the escapes stay in the parts. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\\' && at + 1 < text.length) part += letter + text.charAt(++at);
    else if (letter === separator) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  parts.push(part);
  return parts;
}

const unescaped = (text: string): string => text.replace(/\\([\\,$|])/g, '$1');
