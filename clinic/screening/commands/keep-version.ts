import type { ResourceOf, ViewContext } from '#capability/command.ts';
import { CS, TASK } from '#fhir/medley.ts';
import type { Resource, ResourceType, Stored, Task } from '#fhir/types.ts';

/**
 * A resource whose id says what it is (the PHQ-9 of this visit): with the version it replaces when there is one, so that
 * the commit amends it and refuses a lost race.
 */
export async function keepVersion<T extends Resource>(context: ViewContext, resource: T): Promise<T> {
  if (!resource.id) return resource;
  const before = (await context.readIfAny(resource.resourceType as ResourceType, resource.id)) as
    | Stored<ResourceOf<ResourceType>>
    | undefined;
  if (!before) return resource;
  const amended = 'status' in resource && resource.status === 'final' ? { status: 'amended' } : {};
  return {
    ...resource,
    ...amended,
    meta: { ...resource.meta, versionId: before.meta.versionId, lastUpdated: before.meta.lastUpdated },
  };
}

/** The call for a provider of this visit that nobody has finished, newest first. */
export async function openCall(context: ViewContext, encounter: string): Promise<Stored<Task> | undefined> {
  const calls = await context.find('Task', {
    focus: `Encounter/${encounter}`,
    code: `${CS.task}|${TASK.providerNow}`,
    _sort: '-modified',
    _count: '5',
  });
  return calls.find((task) => task.status === 'requested' || task.status === 'accepted');
}
