import type { Reference, Resource, ResourceType } from './types.ts';

/** A reference taken apart. Either `type` and `id` of a resource here, or the `url` of something elsewhere. */
export interface ReferenceParts {
  readonly type?: string;
  readonly id?: string;
  readonly version?: string;
  /** Present when the reference is absolute, a urn, or `#contained`. */
  readonly url?: string;
}

// R4 `id` and RESTful reference, http://hl7.org/fhir/R4/references.html#literal; anchored, so linear in the input.
const RELATIVE = /^([A-Z][A-Za-z]{1,40})\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;
const ABSOLUTE =
  /^https?:\/\/[^\s?#]+?\/([A-Z][A-Za-z]{1,40})\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

/** Takes a literal reference apart; undefined when it is no reference at all (e.g. a conditional one, or empty). */
export function parseReference(text: string | undefined): ReferenceParts | undefined {
  if (!text) return undefined;
  const relative = RELATIVE.exec(text);
  if (relative) return parts(relative);
  if (text.startsWith('#') || text.startsWith('urn:')) return { url: text };
  const absolute = ABSOLUTE.exec(text);
  if (absolute) return { ...parts(absolute), url: text };
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) ? { url: text } : undefined;
}

function parts([, type = '', id = '', version]: RegExpExecArray): ReferenceParts {
  return { type, id, ...(version ? { version } : {}) };
}

/** Logical id behind a relative reference, or undefined when it is absolute, missing, or leads to another type. */
export function idOf(reference: Reference | undefined, type: string): string | undefined {
  const found = parseReference(reference?.reference);
  return found && !found.url && found.type === type ? found.id : undefined;
}

/** `{ reference: 'Patient/x', display? }` of a resource that has an id. */
export function referenceTo<T extends Resource>(
  resource: T & { id: string },
  display?: string,
): Reference<T> {
  return { reference: `${resource.resourceType}/${resource.id}`, ...(display ? { display } : {}) };
}

/** `Patient/x` as a Reference. */
export function reference<T extends ResourceType>(
  type: T,
  id: string,
  display?: string,
): Reference<Extract<Resource, { resourceType: T }>> {
  return { reference: `${type}/${id}`, ...(display ? { display } : {}) };
}

/** Do two references lead to the same resource here? Versions are ignored. */
export function sameReference(one: Reference | undefined, other: Reference | undefined): boolean {
  const a = parseReference(one?.reference);
  const b = parseReference(other?.reference);
  return a !== undefined && b !== undefined && a.type === b.type && a.id === b.id && a.url === b.url;
}
