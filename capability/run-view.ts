import type { GatedAct } from '#gate/gate.ts';
import type { Principal } from '#gate/principal.ts';
import { issuesOf, type ViewAnswer } from './answer.ts';
import type { ViewContext } from './command.ts';
import type { AnyView } from './room.ts';
import type { Placed, Runtime } from './runtime.ts';
import { viewContext } from './view-context.ts';

/** Checks the input, asks the gate, composes the view. Throws `GateRefusal` (403) and what `ViewContext.read` throws. */
export async function runView(
  runtime: Runtime,
  placed: Placed<AnyView>,
  { who, input }: { readonly who: Principal; readonly input: unknown },
): Promise<ViewAnswer> {
  const checked = placed.operation.contract.input.safeParse(input);
  if (!checked.success) return { kind: 'issues', issues: issuesOf(checked.error) };
  // The list of views is erased; the contract just checked the input that its own handler takes.
  const handle = placed.operation.handle as (context: ViewContext, input: unknown) => Promise<unknown>;
  const compose = (record: GatedAct) => handle(viewContext(runtime, who, record), checked.data);
  const { gate, shared } = runtime;
  if (!shared || !placed.operation.shared)
    return { kind: 'done', data: await gate.perform(who, placed.act, compose) };
  const { name, listens } = placed.operation.contract;
  const json = await gate.perform(who, placed.act, async (record) => {
    const answer = await shared.get({ view: name, who, input: checked.data, listens }, async () => {
      const data = await compose(record);
      return { json: JSON.stringify(data), patients: record.patientsSeen() };
    });
    record.sees(answer.patients);
    return answer.json;
  });
  return { kind: 'written', json };
}
