/**
 * What the record offers the floors above it. One implementation (`record/store.ts`), on PostgreSQL.
 * Content travels as text, exactly as stored, so that a read or a page of a search is bytes joined and never re-printed.
 */
import type { SearchRequest } from '#fhir/search/request.ts';
import type { Resource, Stored } from '#fhir/types.ts';

/** One version of one resource. `content` is the JSON text of the whole resource, with id and meta; '' when deleted. */
export interface Entry {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /** FHIR instant, UTC, milliseconds. */
  readonly updated: string;
  readonly deleted: boolean;
  readonly content: string;
}

/** What a caller may see, decided by the gate and enforced in SQL. */
export interface Scope {
  /** Resource types that may be read; absent = all. Searches, includes, chains and `_has` leave the others out. */
  readonly types?: ReadonlySet<string>;
  /** Only resources of this patient's compartment and resources that belong to no patient; absent = all patients. */
  readonly patient?: string;
}

export interface SearchPage {
  readonly matches: readonly Entry[];
  readonly included: readonly Entry[];
  /** Present when the request asked for a total. */
  readonly total?: number;
  /** Opaque cursor of the next page; absent on the last one. */
  readonly next?: string;
}

export interface HistoryOptions {
  readonly type?: string;
  readonly id?: string;
  readonly since?: string;
  readonly count?: number;
  readonly cursor?: string;
}

/** Reads only: what a view holds cannot write. */
export interface RecordReader {
  /** The current version, a tombstone included (`deleted`), or undefined when it never existed. */
  read(type: string, id: string): Promise<Entry | undefined>;
  /** Current versions of many, in no order; missing and deleted ones are left out. */
  readMany(keys: readonly { type: string; id: string }[]): Promise<Entry[]>;
  vread(type: string, id: string, version: number): Promise<Entry | undefined>;
  history(options: HistoryOptions): Promise<{ entries: Entry[]; next?: string }>;
  search(request: SearchRequest, scope?: Scope): Promise<SearchPage>;
  /** Every resource of the patient's compartment, the patient first. */
  everything(
    patient: string,
    options?: { types?: readonly string[]; since?: string; count?: number; cursor?: string },
  ): Promise<{ entries: Entry[]; next?: string }>;
}

export type Write =
  | { readonly kind: 'create'; readonly resource: Resource; readonly id: string }
  /** `ifVersion`: refuse with `VersionConflict` unless this is the current version. `createIfMissing`: update-as-create. */
  | {
      readonly kind: 'update';
      readonly resource: Resource & { id: string };
      readonly ifVersion?: number;
      readonly createIfMissing?: boolean;
    }
  | { readonly kind: 'delete'; readonly type: string; readonly id: string; readonly ifVersion?: number };

/** Extra rows committed with the resources: a room's own tables, receipts, audit. Parameters as `pg` takes them. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Name for the prepared statement, when it is worth one. */
  readonly name?: string;
}

export interface Commit {
  readonly writes: readonly Write[];
  readonly statements?: readonly Statement[];
  /** `Practitioner/…` or `Device/…`: kept with each version. */
  readonly author: string;
  /**
   * Refuse relative references to what does not exist (FhirFailure 422, finding `not-found` with the expression);
   * default true. The importer, which meets resources in any order, turns it off.
   */
  readonly checkReferences?: boolean;
}

/** A write lost the race: the resource is not at the version the writer saw. Nothing was written. */
export class VersionConflict extends Error {
  readonly type: string;
  readonly id: string;
  readonly current: number;
  constructor(type: string, id: string, current: number) {
    super(`${type}/${id} is at version ${current}`);
    this.name = 'VersionConflict';
    this.type = type;
    this.id = id;
    this.current = current;
  }
}

export interface FeedEvent {
  /** Position to resume from: opaque, ordered, never skipped by a later commit. */
  readonly position: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  /** Logical id of the patient whose compartment holds it; absent when it belongs to nobody. */
  readonly patient?: string;
  readonly updated: string;
}

export interface RecordStore extends RecordReader {
  /** All or nothing: versions, index, feed and `statements` in one transaction, durable when the promise resolves. */
  commit(commit: Commit): Promise<Entry[]>;
  /** Events after `position` (or from now when absent), oldest first, at most `limit`. */
  changesAfter(
    position: string | undefined,
    limit: number,
  ): Promise<{ events: FeedEvent[]; position: string }>;
  /** Calls back soon after any commit, of this process or another; returns the way to stop. */
  onChange(listener: (events: readonly FeedEvent[]) => void): () => void;
  /**
   * What `onChange` has told of this process's commits and `changesAfter` may not show yet, since an older transaction is
   * still running. Who joins the listeners late asks here first and then for `changesAfter`, and misses nothing.
   */
  toldAhead(): readonly FeedEvent[];
  /** Rows of a room's own schema. Read-only use; writes go through `commit`. */
  rows<T extends Record<string, unknown>>(
    sql: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<T[]>;
}

export const parseEntry = <T extends Resource = Resource>(entry: Entry): Stored<T> =>
  JSON.parse(entry.content) as Stored<T>;
