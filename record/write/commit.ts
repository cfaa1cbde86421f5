import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { badRequest } from '#fhir/outcome.ts';
import { asFailure, sqlState } from '../failures.ts';
import { resourceKey } from '../key.ts';
import {
  type Commit,
  type Entry,
  type FeedEvent,
  type Statement,
  VersionConflict,
  type Write,
} from '../record.ts';
import { bigints, texts } from './array-text.ts';
import { indexStatements } from './index-statements.ts';
import { runPipeline } from './pipeline.ts';
import { type Before, type PlannedWrite, placeOf, planWrite } from './planned-write.ts';
import { danglingReferences, type Pointer, pointersOf, referenceStatement } from './reference-check.ts';
import { createStatement, feedStatement, updateStatement } from './resource-statements.ts';

export interface Writing {
  readonly pool: Pool;
  readonly clinic: number;
  readonly era: number;
  readonly zone: string;
  readonly now: () => number;
  /** Labels that are surely in `record.label`. */
  readonly knownLabels: Set<string>;
  /** Told of each transaction when it is durable. */
  readonly onCommit: (tx: string, events: readonly Omit<FeedEvent, 'position'>[]) => void;
}

const MOST_ATTEMPTS = 8;
const MOST_KNOWN_LABELS = 50_000;

/**
 * All of a commit or nothing. One round trip when everything is new, two when former versions must be seen. A write
 * that named no version is tried again when it met another; so is everything after a deadlock.
 */
export async function commit(writing: Writing, asked: Commit): Promise<Entry[]> {
  refuseTwice(asked.writes);
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptCommit(writing, asked);
    } catch (problem) {
      const code = sqlState(problem);
      // A row of a room's own that decides between two (a claimed time): the command looks again.
      if (code === 'MV003') throw new VersionConflict('claim', '', 0);
      if (!(code === '40P01' || code === '40001' || code === 'MV001') || attempt === MOST_ATTEMPTS)
        throw asFailure(problem);
      if (code === 'MV001') await refuseLost(writing, asked.writes);
      await pause(attempt * attempt * 2 * (0.5 + (attempt % 3) / 4));
    }
  }
}

function refuseTwice(writes: readonly Write[]): void {
  const places = new Set(writes.map((write) => Object.values(placeOf(write)).join('/')));
  if (places.size < writes.length) throw badRequest('One transaction writes the same resource twice.');
}

async function attemptCommit(writing: Writing, asked: Commit): Promise<Entry[]> {
  const before = await formerVersions(
    writing,
    asked.writes.filter((write) => write.kind !== 'create'),
  );
  const planning = { zone: writing.zone, nowMs: writing.now(), before };
  const plans = asked.writes.map((write) => planWrite(write, planning));
  const writes = plans.filter((plan): plan is PlannedWrite => 'rows' in plan);
  if (writes.length > 0 || (asked.statements?.length ?? 0) > 0) await write(writing, asked, writes);
  return plans.map((plan) => ('rows' in plan ? plan.entry : plan));
}

async function write(writing: Writing, asked: Commit, writes: readonly PlannedWrite[]): Promise<void> {
  const pointers = asked.checkReferences === false ? [] : outwardPointers(writes);
  const { statements, feedAt } = statementsOf(writing, { asked, writes, pointers });
  const client = await writing.pool.connect();
  let broken = false;
  try {
    const rows = await runPipeline(client, statements);
    const tx = rows[feedAt]?.[0]?.[0];
    remember(writing.knownLabels, writes);
    if (tx) writing.onCommit(tx, writes.map(eventOf));
  } catch (problem) {
    if (sqlState(problem) === 'MV002')
      throw danglingReferences(String((problem as { detail?: string }).detail), pointers);
    broken = sqlState(problem) === undefined;
    throw problem;
  } finally {
    client.release(broken);
  }
}

interface Decided {
  readonly asked: Commit;
  readonly writes: readonly PlannedWrite[];
  readonly pointers: readonly Pointer[];
}

function statementsOf(
  writing: Writing,
  { asked, writes, pointers }: Decided,
): { statements: Statement[]; feedAt: number } {
  const hand = { clinic: writing.clinic, era: writing.era, author: asked.author };
  const made = writes.filter((one) => one.entry.version === 1);
  const changed = writes.filter((one) => one.entry.version > 1).sort((a, b) => (a.key < b.key ? -1 : 1));
  const statements = [
    ...(pointers.length > 0 ? [referenceStatement(writing.clinic, pointers)] : []),
    ...(changed.length > 0 ? [updateStatement(hand, changed)] : []),
    ...(made.length > 0 ? [createStatement(hand, made)] : []),
    ...indexStatements(writing.clinic, writes, writing.knownLabels),
  ];
  const feed = writes.length > 0 ? [feedStatement(hand, writes)] : [];
  const whole = [...statements, ...feed, ...(asked.statements ?? [])];
  // A statement of its own is a transaction anyway; several without a row of the record are made one by the pipeline.
  return { statements: whole, feedAt: writes.length > 0 ? statements.length : -1 };
}

/**
 * References that need asking after: not to what the same commit writes, and not what the former version already had,
 * so that something can still be corrected after what it refers to was deleted.
 */
function outwardPointers(writes: readonly PlannedWrite[]): Pointer[] {
  const here = new Set(writes.map(({ entry }) => (entry.deleted ? '' : `${entry.type}/${entry.id}`)));
  return writes.flatMap(({ resource, formerResource }) => {
    if (!resource) return [];
    const had = new Set(formerResource ? pointersOf(formerResource).map(targetOf) : []);
    return pointersOf(resource).filter((one) => !here.has(targetOf(one)) && !had.has(targetOf(one)));
  });
}

const targetOf = ({ type, id }: Pointer): string => `${type}/${id}`;

async function formerVersions(writing: Writing, writes: readonly Write[]): Promise<Map<string, Before>> {
  if (writes.length === 0) return new Map();
  const places = writes.map(placeOf);
  const { rows } = await writing.pool.query<Before & { updated: string; moment: string }>({
    name: 'record_before',
    text: `select r.type, r.id, r.version, r.updated, r.deleted, r.content, r.patient, r.moment
      from unnest((select $2::text[]), (select $3::bigint[])) as asked (type, key)
      join record.resource r on r.clinic = $1 and r.type = asked.type and r.key = asked.key`,
    values: [
      writing.clinic,
      texts(places.map((place) => place.type)),
      bigints(places.map((place) => resourceKey(place.type, place.id))),
    ],
  });
  return new Map(
    rows.map((row) => [
      `${row.type}/${row.id}`,
      { ...row, updated: Number(row.updated), moment: Number(row.moment) },
    ]),
  );
}

/** After a lost race: a caller that named a version, or made something new, has lost; the others may try again. */
async function refuseLost(writing: Writing, writes: readonly Write[]): Promise<void> {
  const before = await formerVersions(writing, writes);
  for (const write of writes) {
    const { type, id } = placeOf(write);
    const current = before.get(`${type}/${id}`)?.version ?? 0;
    const wanted = write.kind === 'create' ? 0 : write.ifVersion;
    if (wanted !== undefined && wanted !== current) throw new VersionConflict(type, id, current);
  }
}

function remember(known: Set<string>, writes: readonly PlannedWrite[]): void {
  if (known.size > MOST_KNOWN_LABELS) known.clear();
  for (const { rows } of writes) for (const label of rows.labels.keys()) known.add(label);
}

const eventOf = ({ entry, rows }: PlannedWrite): Omit<FeedEvent, 'position'> => ({
  type: entry.type,
  id: entry.id,
  version: entry.version,
  deleted: entry.deleted,
  updated: entry.updated,
  ...(rows.patient === null ? {} : { patient: rows.patient }),
});
