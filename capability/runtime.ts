import type { Pool } from 'pg';
import type { Finding } from '#fhir/outcome.ts';
import type { Resource } from '#fhir/types.ts';
import type { Act } from '#gate/decision.ts';
import type { Gate } from '#gate/gate.ts';
import type { RecordStore } from '#record/record.ts';
import type { ClinicFacts } from './command.ts';
import type { AnyCommand, AnyView, Room } from './room.ts';
import type { SharedViews } from './shared-views.ts';

/** What running a command or a view needs. Built once by the server (or `testing/`), handed down. */
export interface Runtime {
  readonly gate: Gate;
  readonly store: RecordStore;
  /** For the kit's own tables. */
  readonly pool: Pool;
  readonly rooms: Rooms;
  /** As they are now: the set-up wizard may change them. */
  readonly clinic: () => ClinicFacts;
  /** Findings against R4 and the profiles the resource claims; an error refuses the write. */
  readonly validate: (resource: Resource) => readonly Finding[];
  readonly now: () => Date;
  /** Answers that serve many; absent: each is composed for its asker. */
  readonly shared?: SharedViews;
}

/** The folder of the kit's own tables, schema `capability`, for the migrator. */
export const capabilityTables = new URL('./tables/', import.meta.url);

/** A command or view with the room it belongs to. */
export interface Placed<Operation> {
  readonly room: Room;
  readonly operation: Operation;
  readonly act: Act;
}

/** The rooms of the house, by the names of what they offer. */
export interface Rooms {
  readonly list: readonly Room[];
  readonly commands: ReadonlyMap<string, Placed<AnyCommand>>;
  readonly views: ReadonlyMap<string, Placed<AnyView>>;
}

/** Indexes rooms. Throws when two offer the same name: a mistake of the builder, found at start. */
export function rooms(list: readonly Room[]): Rooms {
  const commands = new Map<string, Placed<AnyCommand>>();
  const views = new Map<string, Placed<AnyView>>();
  for (const room of list) {
    for (const operation of room.commands) place(commands, { room, operation, act: actOf(room, operation) });
    for (const operation of room.views) place(views, { room, operation, act: actOf(room, operation) });
  }
  return { list, commands, views };
}

function place<T extends AnyCommand | AnyView>(table: Map<string, Placed<T>>, placed: Placed<T>): void {
  const { name } = placed.operation.contract;
  if (table.has(name)) throw new Error(`Two operations are called ${name}.`);
  if (!name.startsWith(`${placed.room.name}/`))
    throw new Error(`${name} is not named after its room, ${placed.room.name}.`);
  table.set(name, placed);
}

const actOf = (room: Room, { contract }: AnyCommand | AnyView): Act => ({
  kind: contract.kind,
  name: contract.name,
  task: contract.task,
  writes: contract.kind === 'command' ? room.writes : [],
});
