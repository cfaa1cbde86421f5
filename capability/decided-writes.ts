import type { Finding } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import type { Write } from '#record/record.ts';
import type { Changes } from './command.ts';
import { newId } from './new-id.ts';
import type { Written } from './receipts.ts';

/** What a command decided, as the record writes it, with the versions that a receipt remembers. */
export interface DecidedWrites {
  readonly writes: readonly Write[];
  readonly written: readonly Written[];
}

/** A version that was read: what a removal without a stated version goes by. */
export type VersionSeen = (type: string, id: string) => number | undefined;

/** Creates what has no version yet, updates the rest at the version the command saw. */
export function decidedWrites(changes: Pick<Changes, 'save' | 'remove'>, seen: VersionSeen): DecidedWrites {
  const writes: Write[] = [];
  const written: Written[] = [];
  for (const resource of changes.save) {
    const id = resource.id ?? newId();
    const before = Number(resource.meta?.versionId ?? 0);
    const type = resource.resourceType;
    if (before === 0) writes.push({ kind: 'create', resource, id });
    else writes.push({ kind: 'update', resource: { ...resource, id }, ifVersion: before });
    written.push({ type, id, before, after: before + 1 });
  }
  for (const { type, id, version } of changes.remove ?? []) {
    const before = version ?? seen(type, id);
    if (before === undefined)
      throw new Error(`A command removes a ${type} that it neither read nor states the version of.`);
    writes.push({ kind: 'delete', type, id, ifVersion: before });
    written.push({ type, id, before, after: before + 1 });
  }
  return { writes, written };
}

/** Errors of all resources to be saved, their element paths in front. */
export function findingsOf(
  save: readonly Resource[],
  validate: (resource: Resource) => readonly Finding[],
): Finding[] {
  return save.flatMap((resource) => validate(resource).filter(({ severity }) => severity === 'error'));
}
