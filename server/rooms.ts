import type { Room } from '#capability/room.ts';

/** The rooms of the house, in the order in which they are told of facts. A capability is its folder and one line here. */
export const ROOMS: readonly Room[] = [];
