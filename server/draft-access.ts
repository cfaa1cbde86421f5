import type { Rooms } from '#capability/runtime.ts';
import { forbidden } from '#fhir/outcome.ts';
import type { Gate } from '#gate/gate.ts';
import type { Principal } from '#gate/principal.ts';

/**
 * A draft belongs to a room (`rooming/<encounter>`): who may perform one of the room's commands may take part in it.
 */
export function mayDraft(
  { gate, rooms }: { gate: Gate; rooms: Rooms },
  principal: Principal,
  key: string,
): boolean {
  const [room = ''] = key.split('/');
  for (const { act, room: owner } of rooms.commands.values())
    if (owner.name === room && gate.decide(principal, { kind: 'act', act }).allow) return true;
  return false;
}

/** Throws 403. */
export const draftClosed = () => forbidden('Your role may not work on this.');
