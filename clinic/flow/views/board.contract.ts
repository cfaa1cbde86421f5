import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Stage } from '#fhir/medley.ts';

export interface Card {
  readonly encounter: string;
  readonly appointment: string;
  readonly patient: string;
  readonly name: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly stage: Stage;
  /** Instants: when the stage began, and since when its clock runs. */
  readonly since: string;
  readonly waitingSince: string;
  readonly arrived: string;
  readonly slot: string;
  readonly visitType: string;
  readonly reason: string;
  readonly provider: string;
  readonly assistant: string;
  readonly room: string;
  /** Something that cannot wait: code of the open provider-now call. */
  readonly call: boolean;
  readonly ticket: string;
}

export interface Expected {
  readonly appointment: string;
  readonly patient: string;
  readonly name: string;
  readonly slot: string;
  readonly provider: string;
  readonly visitType: string;
  readonly reason: string;
}

export interface RoomTile {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly encounter: string;
  /** Instant of its last change. */
  readonly since: string;
}

export interface Board {
  readonly now: string;
  readonly cards: readonly Card[];
  /** Booked today and not here yet, those of the past hours and the next two. */
  readonly expected: readonly Expected[];
  readonly rooms: readonly RoomTile[];
  readonly staff: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly onSite: boolean;
  }[];
  readonly limits: Readonly<Record<string, { readonly amber: number; readonly red: number }>>;
  readonly lateMinutes: number;
  readonly noShowMinutes: number;
  readonly finished: number;
}

/** Everybody who is in the clinic now. */
export const boardView = viewContract<Board>()({
  name: 'flow/board',
  task: 'T48',
  input: z.object({}),
  listens: ['Encounter', 'Appointment', 'Location', 'Task', 'presence', 'settings'],
});
