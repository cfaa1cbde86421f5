import type { ComponentType } from 'react';
import type { ViewContract } from '#capability/contract.ts';
import type { Role } from '#gate/principal.ts';

/** One screen: a route of the shell. Lazily loaded; its default export is the component. */
export interface Screen {
  /** Route path, TanStack style: `/board`, `/patients/$patient/chart`, `/visits/$encounter/rooming`. Ids only, never PHI. */
  readonly path: string;
  /** Message key `<room>:<key>`: tab title, command bar name. */
  readonly title: string;
  readonly load: () => Promise<{ default: ComponentType }>;
  /** The shell puts the patient banner above it; the path must hold `$patient`, or `$encounter` (resolved by the shell). */
  readonly patient?: boolean;
  /** Place in the left rail. */
  readonly rail?: {
    readonly icon: string;
    /** Letter after `g`: `b` for `g b`. */
    readonly key: string;
    readonly section: 'day' | 'work' | 'me';
    /** View without input (`{}`) that answers `{ count }`: what needs her there. */
    readonly count?: ViewContract;
  };
  /** Roles that see it; absent = everybody. The server decides again on every call. */
  readonly roles?: readonly Role[];
  /** Rendered without shell (waiting-room display). */
  readonly bare?: boolean;
}

/** What the command bar, a button, a menu and a key all read: one definition of a user action. */
export interface UserAction {
  /** Message key `<room>:<key>`. */
  readonly name: string;
  readonly icon?: string;
  /** Key sequence, e.g. `g b`. */
  readonly keys?: string;
  readonly roles?: readonly Role[];
  /** Where it leads. `patient: true`: the bar asks for a patient first and fills `$patient`. */
  readonly to: string;
  readonly patient?: boolean;
}

/** A capability as the shell sees it: `clinic/<name>/web.ts` exports one. */
export interface WebRoom {
  readonly name: string;
  readonly screens: readonly Screen[];
  readonly actions: readonly UserAction[];
}

export const webRoom = (definition: WebRoom): WebRoom => definition;
