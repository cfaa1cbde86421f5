/** Gives every imported resource the id it will have here, and rewrites the references between them. Pure. */
import { createHash } from 'node:crypto';
import type { Resource } from '#fhir/types.ts';
import type { SourceEntry } from './sources.ts';

export type Identified = Resource & { id: string };

const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** An id that the same content gets again: an import repeated writes nothing twice. */
function idFromContent(resource: object): string {
  const digest = createHash('sha256').update(JSON.stringify(resource)).digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`;
}

/** The id of an entry: from `urn:uuid:`, from `PUT Type/id`, its own, or from its content. Undefined when it is no resource. */
export function identify(entry: SourceEntry): Identified | undefined {
  const resource = entry.resource as (Resource & { id?: string }) | undefined;
  if (typeof resource !== 'object' || resource === null || typeof resource.resourceType !== 'string')
    return undefined;
  const fromUrl = entry.url?.split('/')[1];
  const fromUrn = entry.fullUrl?.startsWith('urn:uuid:')
    ? entry.fullUrl.slice('urn:uuid:'.length)
    : undefined;
  const id = [fromUrl, fromUrn, resource.id].find(
    (candidate) => candidate !== undefined && ID.test(candidate),
  );
  return { ...resource, id: id ?? idFromContent(resource) };
}

/** Every place of a resource that holds a reference or another link into the same import. */
export function* links(
  node: unknown,
): Generator<{ holder: Record<string, unknown>; key: string; target: string }> {
  if (Array.isArray(node)) {
    for (const item of node) yield* links(item);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const holder = node as Record<string, unknown>;
  for (const [key, value] of Object.entries(holder)) {
    if (typeof value === 'string') {
      if (key === 'reference' || value.startsWith('urn:uuid:')) yield { holder, key, target: value };
    } else yield* links(value);
  }
}

/** `Type?identifier=system|value`: a reference to whatever carries that identifier. */
export const isConditional = (target: string): boolean => /^[A-Za-z]+\?/.test(target);
