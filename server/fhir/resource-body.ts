import { badRequest, FhirFailure } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import type { Call } from './call.ts';
import { withOwnReferences } from './own-references.ts';

/** The body as a resource of the type that the url names. Throws 400. */
export function resourceBody(body: unknown, type: string): Resource {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest(`The body is one ${type} as a JSON object.`);
  const { resourceType } = body as { resourceType?: unknown };
  if (typeof resourceType !== 'string') throw badRequest('The body has no resourceType.', 'resourceType');
  if (resourceType !== type)
    throw badRequest(`The url names ${type}, the body is another type of resource.`, 'resourceType');
  return body as Resource;
}

/** As it is to be stored. Throws 422 with every error and its element's path. */
export function validated<T extends Resource>(call: Call, given: T): T {
  const resource = withOwnReferences(given, call.base);
  const errors = call.validate(resource).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new FhirFailure(422, ...errors);
  return resource;
}
