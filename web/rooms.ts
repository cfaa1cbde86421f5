import type { WebRoom } from '#ui/web-room.ts';

/** The rooms of the house, in the order of the left rail and of the command bar. A capability is its folder and one line here. */
const ROOMS = [
  'scheduling',
  'flow',
  'registration',
  'rooming',
  'screening',
  'visit',
  'checkout',
  'inbox',
  'chart',
  'documents',
  'settings',
  'oversight',
] as const;

const found = import.meta.glob<Record<string, unknown>>('../clinic/*/web.ts', { eager: true });

const isRoom = (value: unknown): value is WebRoom =>
  typeof value === 'object' && value !== null && 'screens' in value && 'actions' in value;

export const rooms: readonly WebRoom[] = ROOMS.flatMap((name) =>
  Object.values(found[`../clinic/${name}/web.ts`] ?? {}).filter(isRoom),
);
