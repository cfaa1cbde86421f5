import type { Act } from '#gate/decision.ts';
import type { GatedAct } from '#gate/gate.ts';
import type { Principal } from '#gate/principal.ts';
import { parseEntry, VersionConflict, type Write } from '#record/record.ts';
import type { CommandAnswer } from './answer.ts';
import { findReceipt, type Receipt, undoneRow, type Written } from './receipts.ts';
import type { Runtime } from './runtime.ts';

/** How long an act can be taken back by undo; later it is corrected by hand. */
const UNDO_MINUTES = 10;

const refused = (code: string): CommandAnswer => ({ kind: 'refused', refused: code, at: '', facts: {} });

/**
 * Takes back what the command of this key wrote: what it created becomes a tombstone, what it changed gets its former
 * content as a new version. Refuses with `nothing-to-undo`, `undo-expired`, or `changed-since` when somebody wrote
 * meanwhile; a second undo of the same key answers as the first. Rows of a room's own tables follow where
 * the command says how (`undoing`), else they stay.
 */
export async function undo(
  runtime: Runtime,
  { who, key }: { readonly who: Principal; readonly key: string },
): Promise<CommandAnswer> {
  const receipt = await findReceipt(runtime.store, { clinic: who.clinic, key });
  const placed = receipt && runtime.rooms.commands.get(receipt.command);
  if (!receipt || !placed || receipt.account !== who.account || !receipt.undoable)
    return refused('nothing-to-undo');
  if (receipt.undone) return { kind: 'done', result: {} };
  const now = runtime.now();
  if (now.getTime() - receipt.at.getTime() > UNDO_MINUTES * 60_000) return refused('undo-expired');
  const act: Act = { ...placed.act, name: `${placed.act.name}/undo` };
  try {
    return await runtime.gate.perform(who, act, async (record) => {
      const writes = await restoring(record, receipt);
      const rows = placed.operation.undoing?.(who.clinic, writes) ?? [];
      await record.commit({
        writes,
        statements: [...rows, undoneRow(who.clinic, { key, at: now })],
      });
      return { kind: 'done', result: {} };
    });
  } catch (error) {
    if (error instanceof VersionConflict) return refused('changed-since');
    throw error;
  }
}

/** In the opposite order of the doing, so that nothing is removed while another still refers to it. */
const restoring = (record: GatedAct, { writes }: Receipt): Promise<Write[]> =>
  Promise.all([...writes].reverse().map((written) => restore(record, written)));

async function restore(record: GatedAct, { type, id, before, after }: Written): Promise<Write> {
  if (before === 0) return { kind: 'delete', type, id, ifVersion: after };
  const former = await record.vread(type, id, before);
  if (!former || former.deleted) throw new VersionConflict(type, id, after);
  return { kind: 'update', resource: parseEntry(former), ifVersion: after };
}
