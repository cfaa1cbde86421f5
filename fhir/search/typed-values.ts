import { BEGINNING, dateRange, END } from '../dates.ts';
import { fold } from '../fold.ts';
import { parseReference } from '../reference.ts';
import { UCUM } from '../systems.ts';
import type {
  DateValue,
  NumberValue,
  QuantityValue,
  ReferenceValue,
  SimpleValue,
  StringValue,
  TokenValue,
  UriValue,
} from './index-value.ts';
import { canonicalUnit, inBase } from './ucum-canonical.ts';

type Json = Readonly<Record<string, unknown>>;
type Found = (value: SimpleValue) => void;
/** Turns one FHIR value into what it is found by; a value of the wrong shape gives nothing. */
export type Converter = (value: unknown, found: Found, zone: string) => void;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function token(system: unknown, code: unknown, words?: unknown): TokenValue | undefined {
  const label = text(words);
  const [from, what] = [text(system), text(code)];
  if (!from && !what && !label) return undefined;
  return {
    kind: 'token',
    ...(from ? { system: from } : {}),
    ...(what ? { code: what } : {}),
    ...(label ? { text: fold(label) } : {}),
  };
}

const codingToken: Converter = (value, found) => {
  const made = isObject(value) ? token(value.system, value.code, value.display) : undefined;
  if (made) found(made);
};

const conceptTokens: Converter = (value, found, zone) => {
  if (!isObject(value)) return;
  for (const coding of list(value.coding)) codingToken(coding, found, zone);
  const words = text(value.text);
  if (words) found({ kind: 'token', text: fold(words) });
};

const identifierToken: Converter = (value, found) => {
  if (!isObject(value)) return;
  const kind = isObject(value.type) ? value.type : undefined;
  const made = token(value.system, value.value, kind?.text);
  if (!made) return;
  const typed = list(kind?.coding).flatMap((coding) =>
    isObject(coding) && text(coding.code) ? [`${text(coding.system) ?? ''}|${text(coding.code)}`] : [],
  );
  found(typed.length > 0 ? { ...made, typed } : made);
};

const contactTokens: Converter = (value, found) => {
  const code = isObject(value) ? text(value.value) : undefined;
  if (!code) return;
  found({ kind: 'token', code });
  const key = contactKey(code);
  if (key !== code) found({ kind: 'token', code: key });
};

/** An address of a person as it is compared: e-mail in lower case, a telephone number as its digits without +1. */
export function contactKey(value: string): string {
  if (value.includes('@')) return value.trim().toLowerCase();
  const digits = value.replace(/\D/g, '');
  if (digits.length < 7) return value;
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
}

const plainToken: Converter = (value, found) => {
  if (typeof value === 'string' && value !== '') found({ kind: 'token', code: value });
  else if (typeof value === 'boolean' || typeof value === 'number')
    found({ kind: 'token', code: String(value) });
};

const TOKENS: Readonly<Record<string, Converter>> = {
  Coding: codingToken,
  CodeableConcept: conceptTokens,
  Identifier: identifierToken,
  ContactPoint: contactTokens,
};

/** A name is found by its beginning, and by the beginning of each further word of it. */
function words(value: unknown, found: Found): void {
  const exact = text(value);
  if (!exact) return;
  const folded = fold(exact);
  found({ kind: 'string', text: folded, exact } satisfies StringValue);
  for (let at = folded.indexOf(' '); at > 0; at = folded.indexOf(' ', at + 1))
    found({ kind: 'string', text: folded.slice(at + 1) });
}

const plainString: Converter = (value, found) => {
  const exact = text(value);
  if (exact) found({ kind: 'string', text: fold(exact), exact });
};

const nameStrings: Converter = (value, found) => {
  if (!isObject(value)) return;
  const given = list(value.given);
  words(value.family, found);
  for (const one of given) words(one, found);
  for (const one of [...list(value.prefix), ...list(value.suffix)]) plainString(one, found, '');
  const whole = [...given, value.family].filter((part) => text(part)).join(' ');
  if (given.length > 0 && text(value.family)) found({ kind: 'string', text: fold(whole) });
  if (text(value.text) && value.text !== whole) words(value.text, found);
};

const addressStrings: Converter = (value, found, zone) => {
  if (!isObject(value)) return;
  for (const one of [
    ...list(value.line),
    value.city,
    value.district,
    value.state,
    value.postalCode,
    value.country,
    value.text,
  ])
    plainString(one, found, zone);
};

const STRINGS: Readonly<Record<string, Converter>> = {
  HumanName: nameStrings,
  Address: addressStrings,
  CodeableConcept: (value, found, zone) => isObject(value) && plainString(value.text, found, zone),
  Annotation: (value, found, zone) => isObject(value) && plainString(value.text, found, zone),
};

function span(from: unknown, to: unknown, zone: string): DateValue | undefined {
  const [first, last] = [text(from), text(to)];
  const start = first === undefined ? BEGINNING : dateRange(first, zone)?.from;
  const end = last === undefined ? END : dateRange(last, zone)?.to;
  if (start === undefined || end === undefined || (first === undefined && last === undefined))
    return undefined;
  return { kind: 'date', from: start, to: end };
}

const periodDate: Converter = (value, found, zone) => {
  const made = isObject(value) ? span(value.start, value.end, zone) : undefined;
  if (made) found(made);
};

const timingDate: Converter = (value, found, zone) => {
  if (!isObject(value)) return;
  const ranges = list(value.event).flatMap((event) =>
    typeof event === 'string' ? (dateRange(event, zone) ?? []) : [],
  );
  if (ranges.length > 0)
    found({
      kind: 'date',
      from: Math.min(...ranges.map((one) => one.from)),
      to: Math.max(...ranges.map((one) => one.to)),
    });
  if (isObject(value.repeat)) periodDate(value.repeat.boundsPeriod, found, zone);
};

const plainDate: Converter = (value, found, zone) => {
  const range = typeof value === 'string' ? dateRange(value, zone) : undefined;
  if (range) found({ kind: 'date', from: range.from, to: range.to });
};

const plainNumber: Converter = (value, found) => {
  if (typeof value === 'number') found({ kind: 'number', low: value, high: value } satisfies NumberValue);
};

const rangeNumber: Converter = (value, found) => {
  if (!isObject(value)) return;
  const [low, high] = [
    isObject(value.low) ? value.low.value : undefined,
    isObject(value.high) ? value.high.value : undefined,
  ];
  if (typeof low === 'number' || typeof high === 'number') {
    found({
      kind: 'number',
      low: typeof low === 'number' ? low : -Number.MAX_VALUE,
      high: typeof high === 'number' ? high : Number.MAX_VALUE,
    });
  }
};

interface Measured {
  readonly low: unknown;
  readonly high: unknown;
  readonly of: Json;
}

function quantity({ low, high, of }: Measured): QuantityValue | undefined {
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  const system = text(of.system);
  const code = text(of.code) ?? text(of.unit);
  const unit =
    code !== undefined && (system === UCUM || system === undefined) ? canonicalUnit(code) : undefined;
  return {
    kind: 'quantity',
    low,
    high,
    ...(system ? { system } : {}),
    ...(code ? { code } : {}),
    ...(unit ? { canonical: { unit: unit.unit, low: inBase(low, unit), high: inBase(high, unit) } } : {}),
  };
}

const plainQuantity: Converter = (value, found) => {
  const made = isObject(value) ? quantity({ low: value.value, high: value.value, of: value }) : undefined;
  if (made) found(made);
};

const QUANTITIES: Readonly<Record<string, Converter>> = {
  Money: (value, found) => {
    const made = isObject(value)
      ? quantity({
          low: value.value,
          high: value.value,
          of: { system: 'urn:iso:std:iso:4217', code: value.currency },
        })
      : undefined;
    if (made) found(made);
  },
  Range: (value, found) => {
    if (!isObject(value)) return;
    const [low, high] = [
      isObject(value.low) ? value.low : undefined,
      isObject(value.high) ? value.high : undefined,
    ];
    const made = quantity({
      low: low?.value ?? (high ? -Number.MAX_VALUE : undefined),
      high: high?.value ?? Number.MAX_VALUE,
      of: low ?? high ?? {},
    });
    if (!made) return;
    const { canonical, ...plain } = made;
    // An open end has no measure in another unit.
    found(low && high && canonical ? made : plain);
  },
  SampledData: (value, found, zone) => isObject(value) && plainQuantity(value.origin, found, zone),
};

function literal(value: string): ReferenceValue | undefined {
  if (value.startsWith('#')) return undefined;
  const parts = parseReference(value);
  if (!parts) return undefined;
  return {
    kind: 'reference',
    ...(parts.type && parts.id ? { type: parts.type, id: parts.id } : {}),
    ...(parts.url ? { url: value } : {}),
  };
}

const referenceValues: Converter = (value, found) => {
  if (typeof value === 'string') {
    const made = literal(value);
    if (made) found(made.url ? { kind: 'reference', url: value.split('|')[0] ?? value } : made);
    return;
  }
  if (!isObject(value)) return;
  const made = typeof value.reference === 'string' ? literal(value.reference) : undefined;
  if (made) found(made);
  const logical = isObject(value.identifier)
    ? token(value.identifier.system, value.identifier.value)
    : undefined;
  if (logical?.code) {
    const type = text(value.type);
    found({
      kind: 'reference',
      ...(type ? { type } : {}),
      ...(logical.system ? { system: logical.system } : {}),
      code: logical.code,
    });
  }
  if (typeof value.resourceType === 'string' && typeof value.id === 'string')
    found({ kind: 'reference', type: value.resourceType, id: value.id });
};

const uri: Converter = (value, found) => {
  if (typeof value === 'string' && value !== '') found({ kind: 'uri', uri: value } satisfies UriValue);
};

/** The converter of one FHIR type for one type of search parameter. */
export function converter(paramType: string, valueType: string): Converter | undefined {
  switch (paramType) {
    case 'token':
      return TOKENS[valueType] ?? plainToken;
    case 'string':
      return STRINGS[valueType] ?? plainString;
    case 'date':
      return valueType === 'Period' ? periodDate : valueType === 'Timing' ? timingDate : plainDate;
    case 'number':
      return valueType === 'Range' ? rangeNumber : plainNumber;
    case 'quantity':
      return QUANTITIES[valueType] ?? plainQuantity;
    case 'reference':
      return referenceValues;
    case 'uri':
      return uri;
    default:
      return undefined;
  }
}
