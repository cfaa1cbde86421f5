import type { Scope } from '#record/record.ts';

/** What can be asked of a FHIR resource type. `read` stands for vread too. */
export const VERBS = ['create', 'read', 'search', 'update', 'delete', 'history'] as const;
export type Verb = (typeof VERBS)[number];

/** A command or view of a room, performed as a task of DOMAIN A.2 (or P.., O..). */
export interface Act {
  readonly kind: 'command' | 'view';
  /** `room/verb-noun`, as in the contract. */
  readonly name: string;
  readonly task: string;
  /** Resource types the room declares to write; empty for a view. */
  readonly writes: readonly string[];
}

/** One question to the gate. With `act`, the verb is asked from inside that command or view. */
export type Asked =
  | { readonly kind: 'fhir'; readonly verb: Verb; readonly type: string; readonly act?: Act }
  | { readonly kind: 'act'; readonly act: Act };

/** Why the gate said no: a code for the screen, a sentence for the log, the rule it rests on. Never patient data. */
export interface Refusal {
  readonly allow: false;
  readonly code: RefusalCode;
  readonly reason: string;
  readonly citation?: string;
}
export type RefusalCode =
  | 'other-clinic'
  | 'append-only'
  | 'undeclared-write'
  | 'unknown-task'
  | 'task-not-yours'
  | 'scope-missing'
  | 'type-closed'
  | 'no-rule';

export type Decision = { readonly allow: true; readonly scope: Scope } | Refusal;
