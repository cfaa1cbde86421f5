import { codeLists } from '../definitions/load.ts';
import type { Check } from './report.ts';
import { isObject, type Json, listOf, report } from './report.ts';

interface CodeSet {
  /** Codes of any system, for plain `code` elements. */
  readonly codes: ReadonlySet<string>;
  readonly bySystem: ReadonlyMap<string, ReadonlySet<string>>;
  /** The codes in words when there are few, else the value set's name. */
  readonly words: string;
}

const FEW = 14;
const sets = new Map<string, CodeSet | undefined>();

/** The codes of a value set, or undefined when they cannot be listed here (LOINC, SNOMED CT, media types ...). */
export function codeSet(url: string): CodeSet | undefined {
  if (!sets.has(url)) sets.set(url, build(url));
  return sets.get(url);
}

function build(url: string): CodeSet | undefined {
  const listed = codeLists()[url];
  if (!listed) return undefined;
  const codes = Object.values(listed).flat();
  const words =
    codes.length <= FEW ? `must be one of ${[...new Set(codes)].join(', ')}.` : `must be a code of ${url}.`;
  return {
    codes: new Set(codes),
    bySystem: new Map(Object.entries(listed).map(([system, list]) => [system, new Set(list)])),
    words,
  };
}

export const holdsCoding = (set: CodeSet, coding: unknown): boolean =>
  isObject(coding) &&
  typeof coding.code === 'string' &&
  (set.bySystem.get(String(coding.system ?? ''))?.has(coding.code) ?? false);

/** Is this code, Coding, CodeableConcept or Quantity of the set? A concept is when any of its codings is. */
export function isInSet(set: CodeSet, value: unknown): boolean {
  if (typeof value === 'string') return set.codes.has(value);
  if (!isObject(value)) return true;
  return 'coding' in value
    ? listOf(value.coding).some((coding) => holdsCoding(set, coding))
    : holdsCoding(set, value);
}

/** The check of a required binding; undefined where the set cannot be listed. */
export function bindingCheck(url: string): Check | undefined {
  const set = codeSet(url);
  if (!set) return undefined;
  return (value, path, to) => {
    if (isInSet(set, value)) return;
    if (isObject(value) && isAbsent(value)) return;
    const systems = isObject(value) ? ` System: ${[...set.bySystem.keys()].slice(0, 3).join(' or ')}.` : '';
    report(to, 'code-invalid', { path, message: `${set.words}${systems}` });
  };
}

/** A value that says by extension why it is missing needs no code. */
const isAbsent = (value: Json): boolean =>
  listOf(value.extension).some(
    (one) => isObject(one) && one.url === 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  );
