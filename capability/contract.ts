/**
 * A contract is the part of an operation that both sides know: its name, the task it performs, the shape of what goes
 * in, the refusals that may come back. Pure, so that a screen can import it without pulling the operation into the
 * browser. One contract, four uses: check in the browser, check on the server, API description, test builder.
 */
import type { z } from 'zod';

/**
 * Task codes: T01-T48 are the medical assistant's tasks of DOMAIN A.2; P.. are the licensed person's own, O.. the
 * owner's. `gate/checks.ts` says which roles may perform each.
 */
export type TaskCode = `T${number}` | `P${number}` | `O${number}`;

export interface CommandContract<
  Name extends string = string,
  Input = unknown,
  Refusal extends string = string,
  Output = unknown,
> {
  readonly kind: 'command';
  /** `room/verb-noun`. */
  readonly name: Name;
  readonly task: TaskCode;
  readonly input: z.ZodType<Input>;
  /** Codes; their words are `refusal.<code>` in the room's messages. */
  readonly refusals: readonly Refusal[];
  /** Undo is offered for 10 s after success: by putting back the versions before. */
  readonly undoable: boolean;
  /** May be asked while the screen is turned to the patient whose id its input calls `patient`. */
  readonly whileTurned: boolean;
  /** Type carrier only. */
  readonly output?: Output;
}

export interface ViewContract<Name extends string = string, Input = unknown, Output = unknown> {
  readonly kind: 'view';
  readonly name: Name;
  readonly task: TaskCode;
  readonly input: z.ZodType<Input>;
  /** Resource types (or `draft`, `presence`) whose change makes this view stale. */
  readonly listens: readonly string[];
  /** As in a command's contract. */
  readonly whileTurned: boolean;
  readonly output?: Output;
}

/** `contract<Output>()({ name, task, input, refusals })`: Output is what a successful call answers. */
export const contract =
  <Output = Record<never, never>>() =>
  <Name extends string, Input, Refusal extends string>(definition: {
    name: Name;
    task: TaskCode;
    input: z.ZodType<Input>;
    refusals: readonly Refusal[];
    undoable?: boolean;
    whileTurned?: boolean;
  }): CommandContract<Name, Input, Refusal, Output> => ({
    kind: 'command',
    undoable: false,
    whileTurned: false,
    ...definition,
  });

/** `viewContract<Output>()({ name, task, input, listens })`. */
export const viewContract =
  <Output>() =>
  <Name extends string, Input>(definition: {
    name: Name;
    task: TaskCode;
    input: z.ZodType<Input>;
    listens: readonly string[];
    whileTurned?: boolean;
  }): ViewContract<Name, Input, Output> => ({ kind: 'view', whileTurned: false, ...definition });

export type InputOf<C> = C extends { input: z.ZodType<infer Input> } ? Input : never;
export type OutputOf<C> = C extends { output?: infer Output } ? NonNullable<Output> : never;
export type RefusalOf<C> =
  C extends CommandContract<string, infer _I, infer Refusal, infer _O> ? Refusal : never;

/** A declared refusal: an expected "no" with the field it concerns and the facts its words need. */
export interface Refused<Code extends string = string> {
  readonly refused: Code;
  /** Path of the input field, e.g. `readings.systolic`; '' for the whole. */
  readonly at: string;
  /** Values for the message's placeholders; never more PHI than the caller sent. */
  readonly facts: Readonly<Record<string, string | number>>;
}
