import type { ResourceType } from '#fhir/types.ts';
import type { Command, Undoing, View } from './command.ts';

/** Erased so that rooms with different contracts fit one list; the server checks input against the contract. */
// biome-ignore format: one line each reads better
export type AnyCommand = { readonly contract: Command['contract']; readonly handle: (context: never, input: never) => Promise<unknown>; readonly undoing?: Undoing };
export type AnyView = {
  readonly contract: View['contract'];
  readonly budget: number;
  readonly handle: (context: never, input: never) => Promise<unknown>;
};

/** A capability of the clinic, as the server sees it: `clinic/<name>/server.ts` exports one. */
export interface Room {
  readonly name: string;
  /** Resource types its commands write. */
  readonly writes: readonly ResourceType[];
  readonly commands: readonly AnyCommand[];
  readonly views: readonly AnyView[];
  /** Folder of numbered SQL files `0001-name.sql` for the schema `room_<name>`; absent when it has no tables. */
  readonly tables?: URL;
  /** Work on a clock, run by one server at a time. */
  readonly jobs?: readonly {
    readonly name: string;
    readonly everySeconds: number;
    readonly command: string;
    readonly input: unknown;
  }[];
}

export const room = (definition: Room): Room => definition;
