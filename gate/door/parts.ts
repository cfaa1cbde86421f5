import type { RecordStore, Scope, Write } from '#record/record.ts';
import type { AuditNote } from '../audit/row.ts';
import type { Trail } from '../audit/trail.ts';
import { authorOf } from '../author.ts';
import type { Act, Asked, Decision, Refusal, Verb } from '../decision.ts';
import type { Principal } from '../principal.ts';
import { GateRefusal } from '../refusal.ts';
import { typeOfWrite } from './written.ts';

/** What a door is made of. */
export interface DoorParts {
  readonly store: RecordStore;
  readonly trail: Trail;
  readonly decide: (principal: Principal, asked: Asked) => Decision;
}

export interface Asker {
  /** The scope of the answer; throws GateRefusal. */
  must(verb: Verb, type: string): Scope;
  /** A note in her name. */
  note(note: Omit<AuditNote, 'account' | 'display' | 'roles' | 'workstation'>): AuditNote;
  /** The writes as she may make them: an update that may not create does not. Throws GateRefusal. */
  allowed(writes: readonly Write[]): Write[];
}

/** Asks the gate for one principal, inside an act or outside. */
export function askerFor({ decide }: DoorParts, principal: Principal, act?: Act): Asker {
  const author = authorOf(principal);
  const ask = (verb: Verb, type: string): Decision =>
    decide(principal, { kind: 'fhir', verb, type, ...(act ? { act } : {}) });
  const must = (verb: Verb, type: string): Scope => {
    const decision = ask(verb, type);
    if (!decision.allow) throw new GateRefusal(decision);
    return decision.scope;
  };
  return {
    must,
    note: (note) => ({ ...author, ...note }),
    allowed: (writes) =>
      writes.map((write) => {
        must(write.kind, typeOfWrite(write));
        if (write.kind !== 'update' || !write.createIfMissing || ask('create', typeOfWrite(write)).allow)
          return write;
        const { createIfMissing: _, ...narrower } = write;
        return narrower;
      }),
  };
}

/** A history across all types would show closed ones: for those only who may read everything. */
export const historyClosed: Refusal = {
  allow: false,
  code: 'type-closed',
  reason:
    'The history of the whole record needs the right to read every type; ask for one type or one resource.',
};
