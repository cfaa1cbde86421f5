/** A command or a view: the task is decided once, what happens inside is decided too, and one row tells of it. */
import type { Entry } from '#record/record.ts';
import type { AuditNote } from '../audit/row.ts';
import type { Act } from '../decision.ts';
import type { GatedAct } from '../gate.ts';
import type { Principal } from '../principal.ts';
import { GateRefusal } from '../refusal.ts';
import { openFiles } from './binary.ts';
import { narrow, openTypes } from './narrow.ts';
import { type Asker, askerFor, type DoorParts, historyClosed } from './parts.ts';
import { patientsIn } from './patients.ts';
import { notesOfWrites } from './written.ts';

/** Runs the act behind the gate. Throws GateRefusal when the act, or something it tries, is not allowed. */
export async function performAct<T>(
  parts: DoorParts,
  principal: Principal,
  doing: { act: Act; run: (record: GatedAct) => Promise<T> },
): Promise<T> {
  const { act, run } = doing;
  const asker = askerFor(parts, principal, act);
  const decision = parts.decide(principal, { kind: 'act', act });
  const told: Told = { seen: new Set(), refused: undefined, committed: false };
  const note = (outcome: AuditNote['outcome'], reason?: string) =>
    asker.note({
      action: act.kind,
      operation: act.name,
      outcome,
      patients: [...told.seen],
      ...(reason === undefined ? {} : { reason }),
    });
  try {
    if (!decision.allow) throw new GateRefusal(decision);
    const result = await run(recordFor(parts, { principal, name: act.name, asker, told, note }));
    if (told.refused !== undefined) await parts.trail.note(note('refused', told.refused));
    else if (!told.committed) await parts.trail.note(note('success'));
    return result;
  } catch (error) {
    await parts.trail.note(
      error instanceof GateRefusal ? note('refused', error.refusal.code) : note('failed'),
    );
    throw error;
  }
}

interface Told {
  readonly seen: Set<string>;
  refused: string | undefined;
  committed: boolean;
}
interface Inside {
  readonly principal: Principal;
  readonly name: string;
  readonly asker: Asker;
  readonly told: Told;
  readonly note: (outcome: AuditNote['outcome']) => AuditNote;
}

function recordFor({ store, trail }: DoorParts, { principal, name, asker, told, note }: Inside): GatedAct {
  const see = async <E extends Iterable<Entry>>(entries: E): Promise<E> => {
    patientsIn(await openFiles({ store, asker, principal }, entries), told.seen);
    patientsIn(entries, told.seen);
    return entries;
  };
  const seeOne = async (entry: Entry | undefined) => (entry ? (await see([entry]))[0] : undefined);
  return {
    async read(type, id) {
      asker.must('read', type);
      return seeOne(await store.read(type, id));
    },
    async vread(type, id, version) {
      asker.must('read', type);
      return seeOne(await store.vread(type, id, version));
    },
    async readMany(keys) {
      for (const type of new Set(keys.map((key) => key.type))) asker.must('read', type);
      return see(await store.readMany(keys));
    },
    async history(options) {
      const scope = asker.must('history', options.type ?? 'Patient');
      if (options.type === undefined && scope.types) throw new GateRefusal(historyClosed);
      const page = await store.history(options);
      await see(page.entries);
      return page;
    },
    async search(request, asked) {
      const page = await store.search(request, narrow(asker.must('search', request.type), asked));
      await see(page.matches);
      await see(page.included);
      return page;
    },
    async everything(patient, options) {
      const open = openTypes(asker.must('read', 'Patient'), options?.types);
      const page = await store.everything(patient, { ...options, ...open });
      await see(page.entries);
      return page;
    },
    async commit({ writes, statements }) {
      const allowed = asker.allowed(writes);
      const notes = (await notesOfWrites(store, writes)).map((written) =>
        asker.note({ ...written, operation: name, outcome: 'success' }),
      );
      const audit = trail.statement([note('success'), ...notes]);
      const entries = await store.commit({
        writes: allowed,
        statements: [...(statements ?? []), audit],
        author: principal.reference,
      });
      told.committed = true;
      return entries;
    },
    rows: (sql, values, statement) => store.rows(sql, values, statement),
    patientsSeen: () => new Set(told.seen),
    sees(patients) {
      for (const patient of patients) told.seen.add(patient);
    },
    refused(code) {
      told.refused = code;
    },
  };
}
