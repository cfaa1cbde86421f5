/** Exports of a server: who may ask, who may fetch, and the work itself, done by one server at a time. */
import { FhirFailure, forbidden, notFound } from '#fhir/outcome.ts';
import { isResourceType, resourceTypes } from '#fhir/search/definitions.ts';
import { parseSearch } from '#fhir/search/parse.ts';
import type { Principal } from '#gate/principal.ts';
import type { ServerContext } from '../context.ts';
import type { ExportAsked } from './asked.ts';
import { type Job, type Jobs, openJobs } from './jobs.ts';
import { runExport } from './run-export.ts';

export interface Exports {
  readonly jobs: Jobs;
  /** Checks what is asked, writes it down and begins. Answers the id. Throws 403 and 400. */
  begin(who: Principal, url: string, asked: ExportAsked): Promise<string>;
  /** The job, to whoever asked for it. Throws 404 to anybody else. */
  mine(who: Principal, id: string): Promise<Job>;
  /** Throws 403 unless this type may still be read. */
  mustRead(who: Principal, type: string): void;
  note(who: Principal, what: { operation: string; type?: string; reason?: string }): Promise<void>;
  /** Looks once for work: at start, on the clock, and after each kick-off. */
  work(): Promise<void>;
  close(): Promise<void>;
}

/** Files are there for a day. */
const HOURS = 24;
const LOOK_EVERY_MS = 30_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type Parts = Pick<ServerContext, 'pool' | 'store' | 'gate' | 'config' | 'facts'>;

export function openExports(context: Parts): Exports {
  const { pool, gate, config } = context;
  const jobs = openJobs(pool, config.clinic);
  let working: Promise<void> | undefined;
  let closed = false;

  const workOnce = async (): Promise<void> => {
    await jobs.tidy();
    for (let job = await jobs.claim(); job && !closed; job = await jobs.claim())
      await doJob(context, jobs, job);
  };
  /** One at a time here; a kick-off meanwhile is found by the loop that is running, or by the next look. */
  const work = (): Promise<void> => {
    working ??= workOnce()
      .catch(() => undefined)
      .finally(() => {
        working = undefined;
      });
    return working;
  };
  const clock = setInterval(() => void work(), LOOK_EVERY_MS);
  clock.unref();

  return {
    jobs,
    work,
    async begin(who, url, asked) {
      const readable = readableTypes(gate, who);
      if (!mayExport(who) || readable.size === 0)
        throw forbidden('An export is for programs whose scopes read the record, and for the owner.');
      for (const type of asked.types ?? [])
        if (!readable.has(type)) throw forbidden(`You may not read ${type}.`);
      checkFilters(asked, context.facts.current().zone);
      if (asked.group !== undefined) await mustHaveGroup(context, who, asked.group);
      const types = [...readable].filter((type) => wanted(asked, type));
      const id = await jobs.accept(who.account, url, { ...asked, types });
      await gate.audit.noteOf(who, {
        action: 'export',
        outcome: 'success',
        operation: `bulk/${asked.level}`,
        resource: id,
        reason: `${types.length} types`,
      });
      void work();
      return id;
    },
    async mine(who, id) {
      const job = UUID.test(id) ? await jobs.find(id) : undefined;
      if (!job || job.account !== who.account || job.status === 'cancelled')
        throw notFound('There is no export at this address.');
      return job;
    },
    mustRead(who, type) {
      if (!mayExport(who) || !readableTypes(gate, who).has(type))
        throw forbidden(`You may not read ${type}.`);
    },
    note: (who, { operation, ...more }) =>
      gate.audit.noteOf(who, { action: 'export', outcome: 'success', operation, ...more }),
    async close() {
      closed = true;
      clearInterval(clock);
      await working;
    },
  };
}

/** Programs by their scopes; of people the owner, who answers for what leaves the clinic. */
const mayExport = (who: Principal): boolean => who.kind === 'machine' || who.owner;

function readableTypes(gate: Parts['gate'], who: Principal): ReadonlySet<string> {
  const may = (type: string) =>
    (['read', 'search'] as const).every((verb) => {
      const decision = gate.decide(who, { kind: 'fhir', verb, type });
      // What is narrowed to a patient, or file by file, is not the whole of a type.
      return decision.allow && decision.scope.patient === undefined;
    });
  return new Set(
    resourceTypes().filter((type) => may(type) && (type !== 'Binary' || who.kind === 'machine')),
  );
}

const wanted = (asked: ExportAsked, type: string): boolean =>
  (asked.types?.includes(type) ?? true) && (Object.keys(asked.filters).length === 0 || filtered(asked, type));

/** With `_typeFilter` and no `_type`, the types that have a filter are meant. */
const filtered = (asked: ExportAsked, type: string): boolean =>
  asked.types !== undefined || Object.hasOwn(asked.filters, type);

/** A filter that cannot be searched by is refused now, at its place, and not in the night. */
function checkFilters({ filters }: ExportAsked, zone: string): void {
  for (const [type, searches] of Object.entries(filters))
    for (const search of searches)
      if (isResourceType(type)) parseSearch(type, new URLSearchParams(search), { handling: 'strict', zone });
}

async function mustHaveGroup({ gate }: Parts, who: Principal, id: string): Promise<void> {
  const entry = await gate.for(who).read('Group', id);
  if (!entry || entry.deleted) throw notFound('There is no Group with this id.');
}

async function doJob(context: Parts, jobs: Jobs, job: Job): Promise<void> {
  const { gate } = context;
  try {
    const written = await runExport(context, { job, jobs, types: job.asked.types ?? [] });
    if (written === undefined) return;
    await gate.audit.noteOf(gate.system('export'), {
      action: 'export',
      outcome: 'success',
      operation: 'bulk/files',
      resource: job.id,
      reason: `${written} resources`,
    });
    await jobs.end(job.id, { status: 'done', hours: HOURS });
  } catch (error) {
    const failure =
      error instanceof FhirFailure ? (error.findings[0]?.message ?? '') : 'It broke here. Ask for it again.';
    await jobs.end(job.id, { status: 'failed', failure, hours: HOURS });
  }
}
