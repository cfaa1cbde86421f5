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
  const data = await runtime.gate.perform(who, placed.act, (record) =>
    handle(viewContext(runtime, who, record), checked.data),
  );
  return { kind: 'done', data };
}
