import type { Role } from '#gate/principal.ts';
import type { Screen, UserAction } from '#ui/web-room.ts';
import { rooms } from './rooms.ts';

/** What a person's roles let her see; the server decides again on every call. */
export const mayUse = (roles: readonly Role[] | undefined, hers: readonly Role[], owner: boolean): boolean =>
  roles === undefined || roles.some((role) => hers.includes(role)) || (owner && roles.includes('manager'));

export const screens: readonly Screen[] = rooms.flatMap((room) => room.screens);
export const actions: readonly UserAction[] = rooms.flatMap((room) => room.actions);

const SECTIONS = ['day', 'work', 'me'] as const;
export type RailScreen = Screen & { readonly rail: NonNullable<Screen['rail']> };

/** The left rail of this person, by section. */
export function railOf(hers: readonly Role[], owner: boolean): readonly RailScreen[] {
  const shown = screens.filter(
    (screen): screen is RailScreen => screen.rail !== undefined && mayUse(screen.roles, hers, owner),
  );
  return SECTIONS.flatMap((section) => shown.filter((screen) => screen.rail.section === section));
}

/** `g b` of a place, whether its room wrote the letter or the whole sequence. */
export const keysOf = ({ rail }: RailScreen): string => `g ${rail.key.replace(/^g\s+/, '')}`;

/** Where she lands: what the server says, if there is such a screen, else her first place. */
export function homeFor(home: string, rail: readonly RailScreen[]): string {
  const [path = '/'] = home.split('?');
  if (screens.some((screen) => screen.path === path)) return home;
  return rail[0]?.path ?? '/';
}
