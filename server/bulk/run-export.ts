/** Does one export: types one after another out of one snapshot, into files of NDJSON. */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { parseReference } from '#fhir/reference.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import { openSnapshot, type Snapshot, type SnapshotAsked } from '#record/read/snapshot.ts';
import type { ServerContext } from '../context.ts';
import type { ExportAsked } from './asked.ts';
import type { Job, Jobs, Part } from './jobs.ts';

const zipped = promisify(gzip);
/** Resources of one file at most: some tens of megabytes for whoever reads it. */
const PER_FILE = 20_000;

type Parts = Pick<ServerContext, 'pool' | 'store' | 'config' | 'facts'>;

/** Runs the job to its end. `types`: what may be read. Answers the resources written, or undefined when it was cancelled. */
export async function runExport(
  context: Parts,
  { job, jobs, types }: { job: Job; jobs: Jobs; types: readonly string[] },
): Promise<number | undefined> {
  const snapshot = await openSnapshot(context.pool, context.config.clinic);
  try {
    const patients = await patientsOf(context, job.asked);
    let written = 0;
    for (const [finished, type] of types.entries()) {
      if (!(await jobs.goOn(job.id, { total: types.length, finished, snapshot: snapshot.at })))
        return undefined;
      written += await oneType(context, { job, jobs, snapshot, type, patients });
    }
    const { at } = snapshot;
    return (await jobs.goOn(job.id, { total: types.length, finished: types.length, snapshot: at }))
      ? written
      : undefined;
  } finally {
    await snapshot.close();
  }
}

interface OneType {
  readonly job: Job;
  readonly jobs: Jobs;
  readonly snapshot: Snapshot;
  readonly type: string;
  readonly patients: SnapshotAsked['patients'];
}

async function oneType(context: Parts, { job, jobs, snapshot, type, patients }: OneType): Promise<number> {
  const { since, filters } = job.asked;
  const wanted: SnapshotAsked = {
    type,
    ...(since === undefined ? {} : { since }),
    ...(patients === undefined ? {} : { patients }),
  };
  const filter = filters[type];
  const ids = filter === undefined ? undefined : await idsOf(context, type, filter);
  const kept = new Files(jobs, { job: job.id, kind: 'output', type });
  const gone = new Files(jobs, { job: job.id, kind: 'deleted', type });
  for (const asked of ids === undefined ? [wanted] : slices(ids).map((some) => ({ ...wanted, ids: some })))
    for await (const page of snapshot.pages(asked))
      for (const row of page)
        if (row.deleted) await gone.add(deletion(type, row.id));
        else await kept.add(row.content);
  await gone.close();
  return kept.close();
}

/** Lines gathered into files, each written when it is full: what is held is one file, whatever the number of lines. */
class Files {
  private readonly jobs: Jobs;
  private readonly of: Pick<Part, 'kind' | 'type'> & { readonly job: string };
  private lines: string[] = [];
  private number = 0;
  private count = 0;

  constructor(jobs: Jobs, of: Files['of']) {
    this.jobs = jobs;
    this.of = of;
  }

  async add(line: string): Promise<void> {
    this.lines.push(line);
    if (this.lines.length >= PER_FILE) await this.write();
  }

  /** The lines of all files. */
  async close(): Promise<number> {
    if (this.lines.length > 0) await this.write();
    return this.count;
  }

  private async write(): Promise<void> {
    const { job, kind, type } = this.of;
    const count = this.lines.length;
    const text = Buffer.from(`${this.lines.join('\n')}\n`);
    this.lines = [];
    this.number += 1;
    this.count += count;
    const bytes = await zipped(text, { level: constants.Z_BEST_SPEED });
    await this.jobs.add(job, { kind, type, number: this.number, count }, bytes);
  }
}

/** As the guide has it: a transaction Bundle that would delete it. */
const deletion = (type: string, id: string): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ request: { method: 'DELETE', url: `${type}/${id}` } }],
  });

const SLICE = 5_000;
const slices = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / SLICE) }, (_, at) => ids.slice(at * SLICE, (at + 1) * SLICE));

/** Which resources the searches of a type find, each once; their content is then read from the snapshot. */
async function idsOf(
  { store, facts }: Parts,
  type: string,
  filters: readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const filter of filters) {
    const options = { handling: 'strict', zone: facts.current().zone } as const;
    const request = { ...parseSearch(type, new URLSearchParams(filter), options), count: 1_000 };
    let cursor: string | undefined;
    do {
      const page = await store.search(cursor === undefined ? request : { ...request, cursor });
      for (const { id } of page.matches) found.add(id);
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return [...found];
}

interface Members {
  readonly member?: readonly {
    readonly entity?: { readonly reference?: string };
    readonly inactive?: boolean;
  }[];
}

/** Whose resources: everybody's, every patient's, or those of the group's members. */
async function patientsOf({ store }: Parts, asked: ExportAsked): Promise<SnapshotAsked['patients']> {
  if (asked.level === 'system') return undefined;
  if (asked.level === 'patient') return 'compartments';
  const entry = await store.read('Group', asked.group ?? '');
  const group = entry && !entry.deleted ? (JSON.parse(entry.content) as Members) : undefined;
  return (group?.member ?? []).flatMap(({ entity, inactive }) => {
    const parts = parseReference(entity?.reference);
    return parts?.type === 'Patient' && parts.id && !inactive ? [parts.id] : [];
  });
}
