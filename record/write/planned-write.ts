import { stringifyExact } from '#fhir/exact-json.ts';
import { badRequest, notFound } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import { resourceKey } from '../key.ts';
import { type Entry, VersionConflict, type Write } from '../record.ts';
import { type IndexRows, indexRows } from './index-rows.ts';

/** The current version of something that is about to be written. */
export interface Before {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: number;
  readonly deleted: boolean;
  readonly content: string;
  readonly patient: string | null;
  readonly moment: number;
}

/** One version to be written, with what it changes in the index. */
export interface PlannedWrite {
  readonly entry: Entry;
  readonly key: string;
  readonly updatedMs: number;
  readonly resource?: Resource;
  readonly rows: IndexRows;
  /** Index rows of the version before, and the resource it was. */
  readonly former?: IndexRows;
  readonly formerResource?: Resource;
}

export interface Planning {
  readonly zone: string;
  readonly nowMs: number;
  readonly before: ReadonlyMap<string, Before>;
}

const NO_ROWS = { tokens: [], labels: new Map(), words: [], spans: [], tuples: null } as const;

export const placeOf = (write: Write): { type: string; id: string } =>
  write.kind === 'delete'
    ? { type: write.type, id: write.id }
    : { type: write.resource.resourceType, id: write.kind === 'create' ? write.id : write.resource.id };

/**
 * The version a write makes, or the entry that is already there when nothing is left to do (deleting twice).
 * Throws `VersionConflict`, or FhirFailure 404 when there is nothing to change.
 */
export function planWrite(write: Write, planning: Planning): PlannedWrite | Entry {
  const { type, id } = placeOf(write);
  const before = planning.before.get(`${type}/${id}`);
  if (write.kind === 'create') {
    if (before) throw new VersionConflict(type, id, before.version);
    return version(write.resource, { id, before: undefined, planning });
  }
  if (write.ifVersion !== undefined && write.ifVersion !== (before?.version ?? 0))
    throw new VersionConflict(type, id, before?.version ?? 0);
  if (write.kind === 'delete') {
    if (!before) throw notFound(`There is no ${type} with this id.`);
    return before.deleted ? entryOf(before) : tombstone(before, planning);
  }
  if (!before && !write.createIfMissing) throw notFound(`There is no ${type} with this id.`);
  return version(write.resource, { id, before, planning });
}

interface Next {
  readonly id: string;
  readonly before: Before | undefined;
  readonly planning: Planning;
}

function version(resource: Resource, { id, before, planning }: Next): PlannedWrite {
  const type = resource.resourceType;
  const number = (before?.version ?? 0) + 1;
  const updatedMs = later(planning.nowMs, before);
  const updated = new Date(updatedMs).toISOString();
  const { resourceType, id: _, meta, ...rest } = resource as Resource & Record<string, unknown>;
  const stored = {
    resourceType,
    id,
    meta: { ...(meta as object | undefined), versionId: String(number), lastUpdated: updated },
    ...rest,
  } as unknown as Resource;
  const content = stringifyExact(stored);
  if (content.includes('\\u0000'))
    throw badRequest('A text contains the character U+0000, which no record can keep.');
  return {
    entry: { type, id, version: number, updated, deleted: false, content },
    key: resourceKey(type, id),
    updatedMs,
    resource: stored,
    rows: indexRows(stored, planning.zone),
    ...(before && !before.deleted ? formerOf(before, planning.zone) : {}),
  };
}

function tombstone(before: Before, planning: Planning): PlannedWrite {
  const { type, id, patient, moment } = before;
  const updatedMs = later(planning.nowMs, before);
  const updated = new Date(updatedMs).toISOString();
  return {
    entry: { type, id, version: before.version + 1, updated, deleted: true, content: '' },
    key: resourceKey(type, id),
    updatedMs,
    rows: { ...NO_ROWS, patient, moment },
    ...formerOf(before, planning.zone),
  };
}

function formerOf(before: Before, zone: string): { former: IndexRows; formerResource: Resource } {
  const resource = JSON.parse(before.content) as Resource;
  return { former: indexRows(resource, zone), formerResource: resource };
}

/** Two versions never share a time, even when the clock stands or goes back. */
const later = (nowMs: number, before: Before | undefined): number =>
  Math.max(nowMs, (before?.updated ?? 0) + 1);

const entryOf = ({ type, id, version, updated, deleted, content }: Before): Entry => ({
  type,
  id,
  version,
  updated: new Date(updated).toISOString(),
  deleted,
  content,
});
