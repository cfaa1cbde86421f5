import type { Finding } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import type { GatedRecord } from '#gate/gate.ts';

/** One caller at the FHIR door: the record as she may use it and what the answers need to know. */
export interface Call {
  readonly record: GatedRecord;
  /** Base url of this server as the caller reached it, without a slash at its end. */
  readonly base: string;
  /** IANA zone in which dates without an offset are read. */
  readonly zone: string;
  readonly validate: (resource: Resource) => readonly Finding[];
}

/** What one interaction is asked, over HTTP or as an entry of a Bundle. */
export interface Asked {
  readonly method: string;
  /** Path below the base, split and decoded: `['Patient', 'x', '_history']`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** The parsed body; undefined when there was none. */
  readonly body: unknown;
  readonly headers: AskedHeaders;
}

export interface AskedHeaders {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: string | undefined;
  readonly ifNoneExist?: string | undefined;
  readonly prefer?: string | undefined;
}

/** What it comes to. `body` is JSON text, as stored wherever a resource is answered. */
export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly etag?: string;
  /** FHIR instant. */
  readonly lastModified?: string;
  readonly location?: string;
}
