import { FhirFailure } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';

/**
 * The resource with references to this server by its full address made relative, so that they are checked and found
 * like the others. Throws 422 for a conditional reference: only a transaction resolves one, and stored it leads nowhere.
 */
export function withOwnReferences<T extends Resource>(resource: T, base: string): T {
  // What a stored Bundle holds is as its maker wrote it.
  if (resource.resourceType === 'Bundle') return resource;
  return settled(resource, { base: `${base}/`, path: resource.resourceType }) as T;
}

function settled(node: unknown, { base, path }: { base: string; path: string }): unknown {
  if (Array.isArray(node)) {
    const items = node.map((item, at) =>
      typeof item === 'object' ? settled(item, { base, path: `${path}[${at}]` }) : item,
    );
    return items.some((item, at) => item !== node[at]) ? items : node;
  }
  if (typeof node !== 'object' || node === null) return node;
  let copy: Record<string, unknown> | undefined;
  for (const name in node) {
    const value = (node as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== 'object' && name !== 'reference') continue;
    const within = { base, path: `${path}.${name}` };
    const kept = typeof value === 'string' ? literal(value, within) : settled(value, within);
    if (kept === value) continue;
    copy ??= { ...node };
    copy[name] = kept;
  }
  return copy ?? node;
}

function literal(reference: string, { base, path }: { base: string; path: string }): string {
  if (/^[A-Z][A-Za-z]+\?/.test(reference))
    throw new FhirFailure(422, {
      severity: 'error',
      code: 'not-supported',
      message: 'A conditional reference is resolved in a transaction only; name the resource itself.',
      expression: path,
    });
  return reference.startsWith(base) ? reference.slice(base.length) : reference;
}
