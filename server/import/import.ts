/** Brings foreign FHIR into the record: idempotent, resumable, and it says of every refused resource why. */

import type { Finding } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import type { Entry, RecordStore, Statement, Write } from '#record/record.ts';
import { type Identified, identify, isConditional, links } from './identify.ts';
import { entriesOf, fingerprint, type SourceEntry, type SourceFile, sourceFiles } from './sources.ts';

/** What the importer needs of the floors below; the gate hands it in, bound to who imports. */
export interface ImportTarget {
  readonly store: Pick<RecordStore, 'readMany' | 'rows'> & {
    commit(commit: {
      writes: readonly Write[];
      statements: readonly Statement[];
      author: string;
      checkReferences: false;
    }): Promise<unknown>;
  };
  /** Findings of one resource; those of severity error refuse it. */
  readonly validate: (resource: Resource) => readonly Finding[];
  /** The id of the one resource of `Type?identifier=…`, from the record. */
  readonly resolve: (conditional: string) => Promise<string | undefined>;
  readonly clinic: number;
  readonly author: string;
  /** Changes each resource before it is checked, e.g. the demo's move to today. */
  readonly transform?: (resource: Identified) => Identified;
}

export interface Refusal {
  readonly place: string;
  readonly type: string;
  readonly id: string;
  readonly findings: readonly Finding[];
}

export interface ImportReport {
  readonly files: number;
  readonly skippedFiles: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
  readonly seconds: number;
}

export interface Progress {
  readonly file: string;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly resources: number;
}

const CHUNK = 400;
const problem = (message: string, expression?: string): Finding => ({
  severity: 'error',
  code: 'invalid',
  message,
  ...(expression ? { expression } : {}),
});

/** The comparable part of a stored resource: what the sender said, without what the record added. */
function saidBy(resource: Resource & { id?: string }): string {
  const { versionId: _version, lastUpdated: _updated, ...meta } = resource.meta ?? {};
  return JSON.stringify({ ...resource, meta: Object.keys(meta).length > 0 ? meta : undefined });
}

export class Import {
  readonly #target: ImportTarget;
  readonly #known = new Map<string, string>();
  /** References seen whose target was not: target -> who refers first. */
  readonly #open = new Map<string, Refusal>();
  readonly #refused: Refusal[] = [];
  #counts = { files: 0, skippedFiles: 0, created: 0, updated: 0, unchanged: 0 };

  constructor(target: ImportTarget) {
    this.#target = target;
  }

  /** Imports the file or folder at `path`. Interrupted, the next call goes on after the last committed part. */
  async run(path: string, onProgress: (progress: Progress) => void = () => {}): Promise<ImportReport> {
    const started = performance.now();
    const files = await sourceFiles(path);
    const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0);
    let bytesDone = 0;
    for (const [index, file] of files.entries()) {
      const tell = () =>
        onProgress({
          file: file.name,
          filesDone: index,
          filesTotal: files.length,
          bytesDone,
          bytesTotal,
          resources: this.#written(),
        });
      tell();
      await this.#file(file, tell);
      bytesDone += file.bytes;
    }
    await this.#reportDangling();
    return { ...this.#counts, refused: this.#refused, seconds: (performance.now() - started) / 1000 };
  }

  #written = (): number => this.#counts.created + this.#counts.updated + this.#counts.unchanged;

  async #file(file: SourceFile, tell: () => void): Promise<void> {
    const { clinic, store } = this.#target;
    const source = await fingerprint(file);
    const [row] = await store.rows<{ entries: number; finished: boolean }>(
      'select entries, finished from import.progress where clinic = $1 and source = $2',
      [clinic, source],
    );
    this.#counts.files += 1;
    if (row?.finished) {
      this.#counts.skippedFiles += 1;
      return;
    }
    let done = 0;
    let chunk: SourceEntry[] = [];
    const flush = async (finished: boolean) => {
      done += chunk.length;
      await this.#chunk(chunk, progressRow(clinic, source, { file: file.name, entries: done, finished }));
      chunk = [];
      tell();
    };
    for await (const entry of entriesOf(file, (ahead) => this.#announce(ahead))) {
      if (done + chunk.length < (row?.entries ?? 0)) {
        done += 1;
        continue;
      }
      chunk.push(entry);
      if (chunk.length >= CHUNK) await flush(false);
    }
    await flush(true);
  }

  async #chunk(entries: readonly SourceEntry[], progress: Statement): Promise<void> {
    const accepted = new Map<string, Identified>();
    for (const entry of entries) {
      const resource = await this.#accept(entry);
      if (resource) accepted.set(`${resource.resourceType}/${resource.id}`, resource);
    }
    const present = await this.#target.store.readMany(
      [...accepted.values()].map(({ resourceType, id }) => ({ type: resourceType, id })),
    );
    const writes = this.#writes(
      accepted,
      new Map(present.map((entry) => [`${entry.type}/${entry.id}`, entry])),
    );
    await this.#target.store.commit({
      writes,
      statements: [progress],
      author: this.#target.author,
      checkReferences: false,
    });
  }

  #writes(accepted: ReadonlyMap<string, Identified>, present: ReadonlyMap<string, Entry>): Write[] {
    const writes: Write[] = [];
    for (const [key, resource] of accepted) {
      const old = present.get(key);
      if (!old) {
        writes.push({ kind: 'update', resource, createIfMissing: true });
        this.#counts.created += 1;
      } else if (saidBy(JSON.parse(old.content) as Resource) !== saidBy(resource)) {
        writes.push({ kind: 'update', resource });
        this.#counts.updated += 1;
      } else this.#counts.unchanged += 1;
    }
    return writes;
  }

  async #accept(entry: SourceEntry): Promise<Identified | undefined> {
    const identified = identify(entry);
    if (!identified) {
      this.#refuse(entry.place, undefined, [
        problem('This is not a FHIR resource: no JSON object with a resourceType.'),
      ]);
      return undefined;
    }
    const resource = this.#target.transform?.(identified) ?? identified;
    const missing = await this.#link(resource, entry.place);
    const findings = [...missing, ...this.#target.validate(resource)].filter(
      (finding) => finding.severity === 'error',
    );
    if (findings.length > 0) {
      this.#refuse(entry.place, resource, findings);
      return undefined;
    }
    this.#remember(resource);
    return resource;
  }

  async #link(resource: Identified, place: string): Promise<Finding[]> {
    const missing: Finding[] = [];
    for (const { holder, key, target } of links(resource)) {
      const found = await this.#lookUp(target);
      if (found !== undefined) holder[key] = found;
      else if (isConditional(target))
        missing.push(problem(`Nothing here carries the identifier that ${target.split('=')[0]} asks for.`));
      else if (key === 'reference' && target.startsWith('urn:uuid:'))
        missing.push(problem('Refers to an entry that is not in the Bundle.'));
      const reference = found ?? target;
      if (
        key === 'reference' &&
        /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]+$/.test(reference) &&
        !this.#known.has(reference)
      )
        this.#open.set(reference, { place, type: resource.resourceType, id: resource.id, findings: [] });
    }
    return missing;
  }

  async #lookUp(target: string): Promise<string | undefined> {
    const known = this.#known.get(target);
    if (known !== undefined || !isConditional(target)) return known;
    const id = await this.#target.resolve(target);
    if (id === undefined) return undefined;
    const reference = `${target.split('?')[0]}/${id}`;
    this.#known.set(target, reference);
    return reference;
  }

  #announce(entry: SourceEntry): void {
    const resource = entry.fullUrl ? identify(entry) : undefined;
    if (entry.fullUrl && resource) this.#known.set(entry.fullUrl, `${resource.resourceType}/${resource.id}`);
  }

  #remember(resource: Identified): void {
    const reference = `${resource.resourceType}/${resource.id}`;
    this.#known.set(reference, reference);
    this.#open.delete(reference);
  }

  #refuse(place: string, resource: Identified | undefined, findings: readonly Finding[]): void {
    this.#refused.push({ place, type: resource?.resourceType ?? '?', id: resource?.id ?? '?', findings });
  }

  async #reportDangling(): Promise<void> {
    const keys = [...this.#open.keys()].map((reference) => reference.split('/') as [string, string]);
    const present = await this.#target.store.readMany(keys.map(([type, id]) => ({ type, id })));
    for (const entry of present) this.#open.delete(`${entry.type}/${entry.id}`);
    for (const [reference, referrer] of this.#open)
      this.#refused.push({
        ...referrer,
        findings: [
          { severity: 'warning', code: 'not-found', message: `Refers to ${reference}, which is not here.` },
        ],
      });
  }
}

const progressRow = (
  clinic: number,
  source: string,
  part: { file: string; entries: number; finished: boolean },
): Statement => ({
  sql: `insert into import.progress (clinic, source, file, entries, finished) values ($1, $2, $3, $4, $5)
        on conflict (clinic, source) do update set entries = excluded.entries, finished = excluded.finished, at = now()`,
  values: [clinic, source, part.file, part.entries, part.finished],
});
