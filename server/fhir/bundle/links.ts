import { badRequest } from '#fhir/outcome.ts';

/** Where the entries of a transaction will be: full url -> `Type/id`. */
export type Places = ReadonlyMap<string, string>;

/** `Type?identifier=…` as a reference. */
const CONDITIONAL = /^([A-Z][A-Za-z]+)\?(.+)$/s;

/** What a stored Bundle holds is as its maker wrote it: its references lead within it. */
const isBundle = (node: unknown): boolean =>
  (node as { resourceType?: unknown } | null | undefined)?.resourceType === 'Bundle';

/** Every conditional reference in a resource, each once. */
export function conditionalsIn(node: unknown, into: Set<string> = new Set()): Set<string> {
  if (isBundle(node)) return into;
  if (Array.isArray(node)) for (const item of node) conditionalsIn(item, into);
  else if (typeof node === 'object' && node !== null)
    for (const [key, value] of Object.entries(node)) {
      if (key === 'reference' && typeof value === 'string' && CONDITIONAL.test(value)) into.add(value);
      else conditionalsIn(value, into);
    }
  return into;
}

export function partsOf(conditional: string): { type: string; query: string } {
  const [, type = '', query = ''] = CONDITIONAL.exec(conditional) ?? [];
  return { type, query };
}

/**
 * The resource with every reference to another entry, conditional reference and urn in a url (an Attachment's, a
 * canonical) led to where it will be. Narrative is left alone. Throws 400 for a `urn:uuid:` reference to no entry.
 */
export function linked<T>(node: T, places: Places): T {
  if (Array.isArray(node)) return node.map((item) => linked(item, places)) as T;
  if (typeof node !== 'object' || node === null || isBundle(node)) return node;
  // Spread, so that decimals stay as they were written (fhir/exact-json.ts).
  const copy: Record<string, unknown> = { ...(node as Record<string, unknown>) };
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== 'string') copy[key] = linked(value, places);
    else if (key === 'reference') copy[key] = target(value, places);
    else copy[key] = value.startsWith('urn:') ? (places.get(value) ?? value) : value;
  }
  return copy as T;
}

function target(reference: string, places: Places): string {
  const [whole = '', fragment] = reference.split('#');
  const place = places.get(reference) ?? places.get(whole);
  if (place !== undefined)
    return fragment === undefined || places.has(reference) ? place : `${place}#${fragment}`;
  if (/^urn:(uuid|oid):/.test(reference))
    throw badRequest('A urn reference leads to an entry of the same Bundle; this one leads nowhere.');
  return reference;
}
