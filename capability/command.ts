import type { Resource, ResourceType, Stored } from '#fhir/types.ts';
import type { Principal } from '#gate/principal.ts';
import type { Statement, Write } from '#record/record.ts';
import type { CommandContract, InputOf, OutputOf, RefusalOf, Refused, ViewContract } from './contract.ts';

export type ResourceOf<T extends ResourceType> = Extract<Resource, { resourceType: T }>;

/** The clinic's facts every rule may need; from the settings resource of the clinic, cached by the server. */
export interface ClinicFacts {
  readonly id: number;
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  /** Two-letter state. */
  readonly state: string;
  readonly demo: boolean;
}

/** What a view holds: it can read and not write. Every read passes the gate and is audited. */
export interface ViewContext {
  readonly clinic: ClinicFacts;
  readonly who: Principal;
  readonly now: Date;
  /** The current version; throws FhirFailure 404/410/403. */
  read<T extends ResourceType>(type: T, id: string): Promise<Stored<ResourceOf<T>>>;
  /** As `read`, undefined when it does not exist (or is deleted). */
  readIfAny<T extends ResourceType>(type: T, id: string): Promise<Stored<ResourceOf<T>> | undefined>;
  readMany<T extends ResourceType>(type: T, ids: readonly string[]): Promise<Stored<ResourceOf<T>>[]>;
  /** FHIR search, e.g. `find('Observation', { patient: id, code: '8867-4', _sort: '-date', _count: '20' })`. First page only; `_count` at most 1000. */
  find<T extends ResourceType>(
    type: T,
    query: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<Stored<ResourceOf<T>>[]>;
  /** Rows of the room's own tables (schema `room_<name>`) or of the relations `record/README.md` publishes. */
  rows<T extends Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<T[]>;
}

/** What a shared view holds: nothing of who asks. */
export type SharedContext = Omit<ViewContext, 'who'>;

/**
 * What a command holds. Reads remember the versions seen: the commit refuses if one of those it writes has moved on,
 * and the kit runs the command again on the new state (three times, then 409 `changed-meanwhile`).
 */
export interface CommandContext<Refusal extends string = string> extends ViewContext {
  /** A fresh logical id (UUID v7), so that resources of one commit can refer to each other. */
  newId(): string;
  refuse(code: Refusal, at?: string, facts?: Readonly<Record<string, string | number>>): Refused<Refusal>;
}

/** What a command decided. With `id` and `meta.versionId` a resource is updated at that version, else created (keeping `id` if set). */
export interface Changes<Output = unknown> {
  readonly save: readonly Resource[];
  readonly remove?: readonly {
    readonly type: ResourceType;
    readonly id: string;
    readonly version?: number;
  }[];
  /** Rows of the room's own tables, in the same transaction. */
  readonly statements?: readonly Statement[];
  /** Event names without content for other workstations, e.g. presence: `{ topic: 'presence' }`. */
  readonly announce?: readonly string[];
  readonly result: Output;
}

export interface Command<C extends CommandContract = CommandContract> {
  readonly contract: C;
  readonly handle: (
    context: CommandContext<RefusalOf<C>>,
    input: InputOf<C>,
  ) => Promise<Changes<OutputOf<C>> | Refused<RefusalOf<C>>>;
  readonly undoing?: Undoing;
}

/** Rows of the room's own tables that must follow when undo puts these versions back, in the same transaction. */
export type Undoing = (clinic: number, writes: readonly Write[]) => readonly Statement[];

export interface View<C extends ViewContract = ViewContract> {
  readonly contract: C;
  /** Time budget in ms at 20,000 patients (p95), stated and benched. */
  readonly budget: number;
  readonly handle: (context: ViewContext, input: InputOf<C>) => Promise<OutputOf<C>>;
  /** It shows the same to everybody of the same rights, so that one answer serves many (`shared-views.ts`). */
  readonly shared?: true;
}

export const command = <C extends CommandContract>(
  contract: C,
  handle: Command<C>['handle'],
  undoing?: Undoing,
): Command<C> => ({ contract, handle, ...(undoing ? { undoing } : {}) });
/** A view of which one answer serves all who have the same rights: `who` may not change what it shows. */
export const sharedView = <C extends ViewContract>(
  contract: C,
  budget: number,
  handle: (context: SharedContext, input: InputOf<C>) => Promise<OutputOf<C>>,
): View<C> => ({ contract, budget, handle, shared: true });
export const view = <C extends ViewContract>(
  contract: C,
  budget: number,
  handle: View<C>['handle'],
): View<C> => ({ contract, budget, handle });

/** `changes(result, ...resources)`: the common case. */
export const changes = <Output>(result: Output, ...save: Resource[]): Changes<Output> => ({ result, save });
