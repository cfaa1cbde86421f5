import { idOf } from '#fhir/reference.ts';
import { BED_STATUS } from '#fhir/systems.ts';
import type { Encounter, Location } from '#fhir/types.ts';

/** v2-0116: U clean, O occupied, K to be turned over, C closed. */
export type RoomState = 'U' | 'O' | 'K' | 'C';
const WORDS: Readonly<Record<RoomState, string>> = {
  U: 'Unoccupied',
  O: 'Occupied',
  K: 'Contaminated',
  C: 'Closed',
};

/** Id of the room a visit is in now. */
export function currentRoom(encounter: Encounter): string | undefined {
  const active = encounter.location?.findLast(({ status }) => status === 'active');
  return idOf(active?.location, 'Location');
}

/** The encounter with its room left at the instant `at`. */
export function leaveRoom<T extends Encounter>(encounter: T, at: string): T {
  if (!currentRoom(encounter)) return encounter;
  const location = encounter.location?.map((one) =>
    one.status === 'active'
      ? { ...one, status: 'completed' as const, period: { ...one.period, end: at } }
      : one,
  );
  return { ...encounter, ...(location ? { location } : {}) };
}

export const roomIs = <T extends Location>(room: T, state: RoomState): T => ({
  ...room,
  operationalStatus: { system: BED_STATUS, code: state, display: WORDS[state] },
});
