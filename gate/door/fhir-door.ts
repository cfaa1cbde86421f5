/** The record over FHIR: every call is decided, narrowed, done, audited, and only then answered. */
import type { Entry } from '#record/record.ts';
import type { AuditNote } from '../audit/row.ts';
import type { GatedRecord } from '../gate.ts';
import type { Principal } from '../principal.ts';
import { GateRefusal } from '../refusal.ts';
import { mustOpenFile } from './binary.ts';
import { narrow } from './narrow.ts';
import { askerFor, type DoorParts, historyClosed } from './parts.ts';
import { parameterNames, patientsIn } from './patients.ts';
import { notesOfWrites } from './written.ts';

type About = Pick<AuditNote, 'action' | 'type' | 'resource' | 'version' | 'query'>;

export function openFhirDoor(parts: DoorParts, principal: Principal): GatedRecord {
  const { store, trail } = parts;
  const asker = askerFor(parts, principal);

  /** Does it, or notes that it was refused. What the work throws for other reasons concerns nobody's privacy. */
  const audited = async <T>(
    about: About,
    work: () => Promise<{ answer: T; seen: Iterable<Entry>; version?: number }>,
  ): Promise<T> => {
    try {
      const { answer, seen, version } = await work();
      const patients = [...patientsIn(seen)];
      await trail.note(
        asker.note({ ...about, outcome: 'success', patients, ...(version === undefined ? {} : { version }) }),
      );
      return answer;
    } catch (error) {
      if (error instanceof GateRefusal)
        await trail.note(asker.note({ ...about, outcome: 'refused', reason: error.refusal.code }));
      throw error;
    }
  };
  const one = (entry: Entry | undefined) => {
    if (entry) mustOpenFile(asker, entry);
    return { answer: entry, seen: entry ? [entry] : [], ...(entry ? { version: entry.version } : {}) };
  };

  return {
    read: (type, id) =>
      audited({ action: 'read', type, resource: id }, async () => {
        asker.must('read', type);
        return one(await store.read(type, id));
      }),
    vread: (type, id, version) =>
      audited({ action: 'vread', type, resource: id, version }, async () => {
        asker.must('read', type);
        return one(await store.vread(type, id, version));
      }),
    readMany: (keys) =>
      audited({ action: 'read', type: [...new Set(keys.map(({ type }) => type))].join(' ') }, async () => {
        for (const type of new Set(keys.map((key) => key.type))) asker.must('read', type);
        const entries = await store.readMany(keys);
        for (const entry of entries) mustOpenFile(asker, entry);
        return { answer: entries, seen: entries };
      }),
    history: (options) =>
      audited(
        {
          action: 'history',
          type: options.type ?? '*',
          ...(options.id === undefined ? {} : { resource: options.id }),
        },
        async () => {
          const scope = asker.must('history', options.type ?? 'Patient');
          if (options.type === undefined && scope.types) throw new GateRefusal(historyClosed);
          const page = await store.history(options);
          return { answer: page, seen: page.entries };
        },
      ),
    search: (request, asked) =>
      audited({ action: 'search', type: request.type, query: parameterNames(request) }, async () => {
        const page = await store.search(request, narrow(asker.must('search', request.type), asked));
        return { answer: page, seen: [...page.matches, ...page.included] };
      }),
    everything: (patient, options) =>
      audited({ action: 'read', type: 'Patient', resource: patient, query: '$everything' }, async () => {
        const { types } = asker.must('read', 'Patient');
        const asked = options?.types ?? (types ? [...types] : undefined);
        const open = asked?.filter((type) => !types || types.has(type));
        const page = await store.everything(patient, { ...options, ...(open ? { types: open } : {}) });
        return { answer: page, seen: page.entries };
      }),
    async commit({ writes, statements, checkReferences }) {
      const notes = await notesOfWrites(store, writes);
      try {
        const allowed = asker.allowed(writes);
        const audit = trail.statement(notes.map((note) => asker.note({ ...note, outcome: 'success' })));
        return await store.commit({
          writes: allowed,
          statements: [...(statements ?? []), audit],
          author: principal.reference,
          ...(checkReferences === undefined ? {} : { checkReferences }),
        });
      } catch (error) {
        const reason = error instanceof GateRefusal ? error.refusal.code : undefined;
        if (reason !== undefined)
          await Promise.all(
            notes.map((note) => trail.note(asker.note({ ...note, outcome: 'refused', reason }))),
          );
        throw error;
      }
    },
  };
}
