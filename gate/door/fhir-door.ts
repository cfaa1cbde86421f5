/** The record over FHIR: every call is decided, narrowed, done, audited, and only then answered. */
import type { Commit, Entry, RecordReader } from '#record/record.ts';
import type { AuditNote } from '../audit/row.ts';
import type { FileUse, OpenRecord } from '../gate.ts';
import type { Principal } from '../principal.ts';
import { GateRefusal } from '../refusal.ts';
import { openFiles } from './binary.ts';
import { narrow, openTypes } from './narrow.ts';
import { type Asker, askerFor, type DoorParts, historyClosed } from './parts.ts';
import { parameterNames, patientsIn } from './patients.ts';
import { notesOfWrites } from './written.ts';

type About = Pick<AuditNote, 'action' | 'type' | 'resource' | 'version' | 'query'>;
interface Done<T> {
  readonly answer: T;
  readonly seen: Iterable<Entry>;
  readonly version?: number;
}
type Audited = <T>(about: About, work: () => Promise<Done<T>>) => Promise<T>;

export function openFhirDoor(parts: DoorParts, principal: Principal): OpenRecord {
  const asker = askerFor(parts, principal);
  const door: Door = {
    store: parts.store,
    asker,
    audited: auditing(parts, asker),
    files: (entries) => openFiles({ store: parts.store, asker, principal }, entries),
  };
  return {
    ...singleReads(door),
    ...pagedReads(door),
    commit: (commit) => commitFor(parts, { asker, author: principal.reference }, commit),
  };
}

interface Door {
  readonly store: DoorParts['store'];
  readonly asker: Asker;
  readonly audited: Audited;
  /** Refuses closed files; answers what the open ones belong to. */
  readonly files: (entries: Iterable<Entry>) => Promise<Entry[]>;
}

/** Does it, or notes that it was refused. What the work throws for other reasons concerns nobody's privacy. */
const auditing =
  ({ trail }: DoorParts, asker: Asker): Audited =>
  async (about, work) => {
    try {
      const { answer, seen, version } = await work();
      const patients = [...patientsIn(seen)];
      const known = version === undefined ? {} : { version };
      await trail.note(asker.note({ ...about, outcome: 'success', patients, ...known }));
      return answer;
    } catch (error) {
      if (error instanceof GateRefusal)
        await trail.note(asker.note({ ...about, outcome: 'refused', reason: error.refusal.code }));
      throw error;
    }
  };

const ACTION: Readonly<Record<FileUse, AuditNote['action']>> = {
  look: 'read',
  print: 'print',
  export: 'export',
};

function singleReads({
  store,
  asker,
  audited,
  files,
}: Door): Pick<OpenRecord, 'read' | 'vread' | 'readMany' | 'file'> {
  const one = async (entry: Entry | undefined): Promise<Done<Entry | undefined>> =>
    entry
      ? { answer: entry, seen: [entry, ...(await files([entry]))], version: entry.version }
      : { answer: entry, seen: [] };
  const newest = (type: string, id: string, action: AuditNote['action']) =>
    audited({ action, type, resource: id }, async () => {
      asker.must('read', type);
      return one(await store.read(type, id));
    });
  return {
    read: (type, id) => newest(type, id, 'read'),
    file: (id, use) => newest('Binary', id, ACTION[use]),
    vread: (type, id, version) =>
      audited({ action: 'vread', type, resource: id, version }, async () => {
        asker.must('read', type);
        return one(await store.vread(type, id, version));
      }),
    readMany(keys) {
      const types = new Set(keys.map(({ type }) => type));
      return audited({ action: 'read', type: [...types].join(' ') }, async () => {
        for (const type of types) asker.must('read', type);
        const entries = await store.readMany(keys);
        return { answer: entries, seen: [...entries, ...(await files(entries))] };
      });
    },
  };
}

function pagedReads({
  store,
  asker,
  audited,
  files,
}: Door): Pick<RecordReader, 'history' | 'search' | 'everything'> {
  return {
    history(options) {
      const { type = '*', id } = options;
      return audited({ action: 'history', type, ...(id === undefined ? {} : { resource: id }) }, async () => {
        const scope = asker.must('history', options.type ?? 'Patient');
        if (options.type === undefined && scope.types) throw new GateRefusal(historyClosed);
        const page = await store.history(options);
        return { answer: page, seen: [...page.entries, ...(await files(page.entries))] };
      });
    },
    search: (request, asked) =>
      audited({ action: 'search', type: request.type, query: parameterNames(request) }, async () => {
        const page = await store.search(request, narrow(asker.must('search', request.type), asked));
        const seen = [...page.matches, ...page.included];
        return { answer: page, seen: [...seen, ...(await files(seen))] };
      }),
    everything: (patient, options) =>
      audited({ action: 'read', type: 'Patient', resource: patient, query: '$everything' }, async () => {
        const open = openTypes(asker.must('read', 'Patient'), options?.types);
        const page = await store.everything(patient, { ...options, ...open });
        return { answer: page, seen: page.entries };
      }),
  };
}

async function commitFor(
  { store, trail }: DoorParts,
  { asker, author }: { asker: Asker; author: string },
  { writes, statements = [], checkReferences }: Omit<Commit, 'author'>,
): Promise<Entry[]> {
  const notes = await notesOfWrites(store, writes);
  try {
    const allowed = asker.allowed(writes);
    const audit = trail.statement(notes.map((note) => asker.note({ ...note, outcome: 'success' })));
    const checked = checkReferences === undefined ? {} : { checkReferences };
    return await store.commit({ writes: allowed, statements: [...statements, audit], author, ...checked });
  } catch (error) {
    if (error instanceof GateRefusal) {
      const reason = error.refusal.code;
      await Promise.all(notes.map((note) => trail.note(asker.note({ ...note, outcome: 'refused', reason }))));
    }
    throw error;
  }
}
