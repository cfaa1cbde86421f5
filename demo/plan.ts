/** The demo's day: who has which slot, and how far each visit is at this moment. Minutes are from now. Pure. */

export type Progress =
  | 'done'
  | 'no-show'
  | 'cancelled'
  | 'discharge-ready'
  | 'with-provider'
  | 'ready'
  | 'rooming'
  | 'checked-in'
  | 'arrived'
  | 'late'
  | 'booked';

export interface Slot {
  readonly provider: string;
  /** Start of the slot, minutes from now. */
  readonly start: number;
  readonly progress: Progress;
  readonly story: string;
  /** Minutes from now at which the patient came through the door; absent when she has not. */
  readonly arrived?: number;
  readonly room?: string;
  readonly walkIn?: true;
}

const chen = 'staff-chen';
const okafor = 'staff-okafor';
const nair = 'staff-nair';

/** Three providers; the present lies in the middle of their day. */
export const PLAN: readonly Slot[] = [
  { provider: chen, start: -200, progress: 'done', story: 'annual', arrived: -208, room: 'room-1' },
  { provider: chen, start: -170, progress: 'done', story: 'diabetes', arrived: -172, room: 'room-2' },
  { provider: chen, start: -140, progress: 'no-show', story: 'back' },
  { provider: chen, start: -110, progress: 'done', story: 'cough', arrived: -115, room: 'room-1' },
  {
    provider: chen,
    start: -80,
    progress: 'discharge-ready',
    story: 'diabetes',
    arrived: -86,
    room: 'room-2',
  },
  { provider: chen, start: -50, progress: 'with-provider', story: 'mood', arrived: -57, room: 'room-1' },
  { provider: chen, start: -25, progress: 'ready', story: 'pressure', arrived: -34, room: 'room-3' },
  { provider: chen, start: 0, progress: 'checked-in', story: 'annual', arrived: -13 },
  { provider: chen, start: 25, progress: 'booked', story: 'cough' },
  { provider: chen, start: 50, progress: 'booked', story: 'diabetes' },
  { provider: chen, start: 80, progress: 'booked', story: 'mood' },
  { provider: chen, start: 110, progress: 'booked', story: 'annual' },
  { provider: chen, start: 150, progress: 'booked', story: 'back' },
  { provider: okafor, start: -190, progress: 'done', story: 'back', arrived: -195, room: 'room-5' },
  { provider: okafor, start: -160, progress: 'done', story: 'pressure', arrived: -166, room: 'room-4' },
  { provider: okafor, start: -130, progress: 'done', story: 'mood', arrived: -131, room: 'room-5' },
  { provider: okafor, start: -95, progress: 'cancelled', story: 'annual' },
  { provider: okafor, start: -60, progress: 'with-provider', story: 'back', arrived: -66, room: 'room-5' },
  { provider: okafor, start: -30, progress: 'rooming', story: 'cough', arrived: -38, room: 'room-4' },
  { provider: okafor, start: -15, progress: 'arrived', story: 'diabetes', arrived: -22 },
  { provider: okafor, start: -5, progress: 'late', story: 'annual' },
  { provider: okafor, start: 20, progress: 'booked', story: 'mood' },
  { provider: okafor, start: 50, progress: 'booked', story: 'cough' },
  { provider: okafor, start: 80, progress: 'booked', story: 'pressure' },
  { provider: okafor, start: 120, progress: 'booked', story: 'back' },
  { provider: nair, start: -180, progress: 'done', story: 'well-child', arrived: -188, room: 'room-6' },
  { provider: nair, start: -145, progress: 'done', story: 'ear', arrived: -150, room: 'room-6' },
  { provider: nair, start: -100, progress: 'done', story: 'well-child', arrived: -104, room: 'room-6' },
  {
    provider: nair,
    start: -35,
    progress: 'rooming',
    story: 'ear',
    arrived: -41,
    room: 'room-6',
    walkIn: true,
  },
  { provider: nair, start: -10, progress: 'checked-in', story: 'well-child', arrived: -19 },
  { provider: nair, start: 10, progress: 'arrived', story: 'well-child', arrived: -4 },
  { provider: nair, start: 40, progress: 'booked', story: 'ear' },
  { provider: nair, start: 70, progress: 'booked', story: 'well-child' },
  { provider: nair, start: 100, progress: 'booked', story: 'well-child' },
];

/** Minutes that pass before a stage begins, usually. */
const TAKES = {
  'checked-in': 3,
  roomed: 6,
  ready: 9,
  'with-provider': 4,
  'discharge-ready': 18,
  'checked-out': 6,
} as const;

const REACHED: Readonly<Partial<Record<Progress, readonly (keyof typeof TAKES)[]>>> = {
  arrived: [],
  'checked-in': ['checked-in'],
  rooming: ['checked-in', 'roomed'],
  ready: ['checked-in', 'roomed', 'ready'],
  'with-provider': ['checked-in', 'roomed', 'ready', 'with-provider'],
  'discharge-ready': ['checked-in', 'roomed', 'ready', 'with-provider', 'discharge-ready'],
  done: ['checked-in', 'roomed', 'ready', 'with-provider', 'discharge-ready', 'checked-out'],
};

/** No two visits take the same time: between 0.7 and 1.4 of the usual, the same for a slot each time. */
const pace = ({ provider, start }: Slot, step: number): number =>
  0.7 + ((Math.abs(start / 5) * 7 + provider.length * 11 + step * 4) % 15) / 20;

/** The stages a slot went through, as minutes from now; empty while the patient has not arrived. */
export function stagesOf(slot: Slot): { stage: 'arrived' | keyof typeof TAKES; at: number }[] {
  const { arrived } = slot;
  if (arrived === undefined) return [];
  const reached = REACHED[slot.progress] ?? [];
  let at = arrived;
  const moved = reached.map((stage, step) => {
    at = Math.min(at + TAKES[stage] * pace(slot, step), -1);
    return { stage, at };
  });
  return [{ stage: 'arrived', at: arrived }, ...moved];
}
