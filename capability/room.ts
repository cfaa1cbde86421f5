import type { ResourceType, Stored } from '#fhir/types.ts';
import type { Statement } from '#record/record.ts';
import type { Command, ResourceOf, Undoing, View } from './command.ts';

/** Erased so that rooms with different contracts fit one list; the server checks input against the contract. */
// biome-ignore format: one line each reads better
export type AnyCommand = { readonly contract: Command['contract']; readonly handle: (context: never, input: never) => Promise<unknown>; readonly undoing?: Undoing };
export type AnyView = {
  readonly contract: View['contract'];
  readonly budget: number;
  readonly handle: (context: never, input: never) => Promise<unknown>;
  readonly shared?: true;
};

/** Rows of a room's own tables that are made of resources of one type, whoever wrote them; `derive.ts` keeps them so. */
export interface Derived<T extends ResourceType = ResourceType> {
  /** A new name makes all rows anew. */
  readonly name: string;
  readonly type: T;
  /** Puts the rows of these in place of those of former versions. */
  readonly put: (clinic: number, resources: readonly Stored<ResourceOf<T>>[]) => Statement;
  /** Takes away the rows of what was deleted. */
  readonly drop: (clinic: number, ids: readonly string[]) => Statement;
}
export type AnyDerived = Omit<Derived, 'put'> & {
  readonly put: (clinic: number, resources: never) => Statement;
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
  readonly derives?: readonly AnyDerived[];
  /** Work on a clock, run by one server at a time. */
  readonly jobs?: readonly {
    readonly name: string;
    readonly everySeconds: number;
    readonly command: string;
    readonly input: unknown;
  }[];
}

export const room = (definition: Room): Room => definition;
