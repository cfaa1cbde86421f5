/** Does what people of the demo clinic did today, through the same commands and the same gate as they would. */
import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '#capability/answer.ts';
import type { CommandContract, InputOf, OutputOf } from '#capability/contract.ts';
import { runCommand } from '#capability/run-command.ts';
import type { Principal } from '#gate/principal.ts';
import type { ServerContext } from '#server/context.ts';

export interface Actor {
  /** Runs a command at the instant `at`; undefined when it was refused (the story goes on without it). */
  act<C extends CommandContract>(
    who: Principal,
    contract: C,
    input: InputOf<C>,
    at: Date,
  ): Promise<OutputOf<C> | undefined>;
  /** Refusals met, for the seeding report and its test. */
  readonly refusals: string[];
}

/** An actor on a clinic. Throws when a command does not exist or its input is wrong: the story is then mistaken. */
export function actor({ runtime }: ServerContext): Actor {
  const refusals: string[] = [];
  return {
    refusals,
    async act(who, contract, input, at) {
      const placed = runtime.rooms.commands.get(contract.name);
      if (!placed) throw new Error(`The demo asks for ${contract.name}, which no room offers.`);
      const answer: CommandAnswer = await runCommand({ ...runtime, now: () => at }, placed, {
        who,
        key: randomUUID(),
        input,
      });
      if (answer.kind === 'done') return answer.result as OutputOf<typeof contract>;
      if (answer.kind === 'issues')
        throw new Error(
          `The demo gives ${contract.name} a wrong ${answer.issues[0]?.at}: ${answer.issues[0]?.message}`,
        );
      refusals.push(`${contract.name}: ${answer.kind === 'refused' ? answer.refused : answer.kind}`);
      return undefined;
    },
  };
}
