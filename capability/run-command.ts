import type { ResourceType } from '#fhir/types.ts';
import type { GatedAct } from '#gate/gate.ts';
import type { Principal } from '#gate/principal.ts';
import { type Entry, VersionConflict } from '#record/record.ts';
import { announcing } from './announce.ts';
import { type CommandAnswer, issuesOf } from './answer.ts';
import type { Changes, CommandContext } from './command.ts';
import type { Refused } from './contract.ts';
import { decidedWrites, findingsOf, type VersionSeen } from './decided-writes.ts';
import { newId } from './new-id.ts';
import { findReceipt, isSecondRun, type Receipt, receiptRow } from './receipts.ts';
import type { AnyCommand } from './room.ts';
import type { Placed, Runtime } from './runtime.ts';
import { viewContext } from './view-context.ts';

export interface CommandCall {
  readonly who: Principal;
  /** UUID made by the caller, the same for every try of one act. */
  readonly key: string;
  readonly input: unknown;
}

type Handler = (context: CommandContext, input: unknown) => Promise<Changes | Refused>;

/** Runs on the state as it is, again when somebody wrote in between; each run is cheap, so three is plenty. */
const RUNS = 3;

/**
 * One act of the clinic: input checked, gate asked, decided on what is in the record, validated, committed together
 * with its receipt and audit. The same key again answers the same again. Throws `GateRefusal` (403), and FhirFailure
 * when what it reads is not there.
 */
export async function runCommand(
  runtime: Runtime,
  placed: Placed<AnyCommand>,
  call: CommandCall,
): Promise<CommandAnswer> {
  const before = await findReceipt(runtime.store, { clinic: call.who.clinic, key: call.key });
  if (before) return answerAgain(placed, call, before);
  const checked = placed.operation.contract.input.safeParse(call.input);
  if (!checked.success) return { kind: 'issues', issues: issuesOf(checked.error) };
  const input = checked.data;
  try {
    return await runtime.gate.perform(call.who, placed.act, (record) =>
      tryRuns(record, () => runOnce(runtime, placed, { call, record, input })),
    );
  } catch (error) {
    if (!isSecondRun(error)) throw error;
    const first = await findReceipt(runtime.store, { clinic: call.who.clinic, key: call.key });
    if (!first) throw error;
    return answerAgain(placed, call, first);
  }
}

async function tryRuns(record: GatedAct, run: () => Promise<CommandAnswer>): Promise<CommandAnswer> {
  for (let left = RUNS; left > 0; left -= 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
  record.refused('changed-meanwhile');
  return { kind: 'changed-meanwhile' };
}

interface Run {
  readonly call: CommandCall;
  readonly record: GatedAct;
  readonly input: unknown;
}

async function runOnce(runtime: Runtime, placed: Placed<AnyCommand>, run: Run): Promise<CommandAnswer> {
  const { call, record, input } = run;
  const remembered = new Map<string, number>();
  const context = commandContext(runtime, call.who, remembering(record, remembered));
  const decided = await (placed.operation.handle as Handler)(context, input);
  if ('refused' in decided) {
    record.refused(decided.refused);
    return { kind: 'refused', ...decided };
  }
  const findings = findingsOf(decided.save, runtime.validate);
  if (findings.length > 0) {
    record.refused('invalid');
    return {
      kind: 'issues',
      issues: findings.map(({ message, expression }) => ({ at: expression ?? '', message })),
    };
  }
  return commitDecided(runtime, placed, {
    ...run,
    decided,
    seen: (type, id) => remembered.get(`${type}/${id}`),
  });
}

async function commitDecided(
  runtime: Runtime,
  { act, operation }: Placed<AnyCommand>,
  { call, record, decided, seen }: Run & { decided: Changes; seen: VersionSeen },
): Promise<CommandAnswer> {
  const { clinic, account } = call.who;
  const { writes, written } = decidedWrites(decided, seen);
  const { undoable } = operation.contract;
  const { key } = call;
  const receipt = {
    key,
    account,
    command: act.name,
    result: decided.result,
    writes: written,
    undoable,
    at: runtime.now(),
  };
  const news = (decided.announce ?? []).map((topic) => announcing({ clinic, topic }));
  await record.commit({
    writes,
    statements: [...(decided.statements ?? []), receiptRow(clinic, receipt), ...news],
  });
  return { kind: 'done', result: decided.result, ...(undoable ? { undo: key } : {}) };
}

function answerAgain({ act }: Placed<AnyCommand>, { who }: CommandCall, receipt: Receipt): CommandAnswer {
  if (receipt.account !== who.account || receipt.command !== act.name)
    return { kind: 'issues', issues: [{ at: 'key', message: 'This key was used for another act.' }] };
  return { kind: 'done', result: receipt.result, ...(receipt.undoable ? { undo: receipt.key } : {}) };
}

function commandContext(runtime: Runtime, who: Principal, record: GatedAct): CommandContext {
  return {
    ...viewContext(runtime, who, record),
    newId,
    refuse: (refused, at = '', facts = {}) => ({ refused, at, facts }),
  };
}

/** The same record, noting the version of everything it shows. */
function remembering(record: GatedAct, into: Map<string, number>): GatedAct {
  const note = (entry: Entry) => into.set(`${entry.type}/${entry.id}`, entry.version);
  return {
    ...record,
    async read(type: ResourceType | string, id: string) {
      const entry = await record.read(type, id);
      if (entry) note(entry);
      return entry;
    },
    async readMany(keys) {
      const entries = await record.readMany(keys);
      for (const entry of entries) note(entry);
      return entries;
    },
    async search(request, scope) {
      const page = await record.search(request, scope);
      for (const entry of page.matches) note(entry);
      return page;
    },
  };
}
