import type { RecordStore } from '#record/record.ts';
import type { Act } from './decision.ts';
import { openFhirDoor } from './door/fhir-door.ts';
import { performAct } from './door/perform.ts';
import type { Gate } from './gate.ts';
import { type AdministrationOptions, openAdministration } from './open-administration.ts';

export interface GateOptions extends AdministrationOptions {
  readonly store: RecordStore;
}

/** The folder of the gate's tables, schema `gate`, for the migrator. */
export const gateTables = new URL('./tables/', import.meta.url);

/** What everyone's screens show: its news concern them. */
const BOARD: Act = { kind: 'view', name: 'events', task: 'T48', writes: [] };

/** Opens the gate on a migrated database. Throws when the database cannot be reached. */
export async function openGate(options: GateOptions): Promise<Gate> {
  const { trail, ...administration } = await openAdministration(options);
  const { decide } = administration;
  const door = { store: options.store, trail, decide };
  return {
    ...administration,
    for: (principal) => openFhirDoor(door, principal),
    perform: (principal, act, run) => performAct(door, principal, { act, run }),
    mayHear: (principal, { type }) =>
      decide(principal, { kind: 'fhir', verb: 'read', type }).allow ||
      decide(principal, { kind: 'fhir', verb: 'read', type, act: BOARD }).allow,
  };
}
