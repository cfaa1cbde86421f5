import type { Account } from '../gate.ts';
import { ROLES, type Role } from '../principal.ts';

/** A row of gate.account. */
export interface AccountColumns {
  readonly id: string;
  readonly name: string;
  readonly display: string;
  readonly roles: string[];
  readonly owner: boolean;
  readonly practitioner: string;
  readonly language: string;
  readonly password: string | null;
  readonly pin: string | null;
  readonly disabled: boolean;
  readonly demo: boolean;
}

export const knownRoles = (roles: readonly string[]): Role[] => ROLES.filter((role) => roles.includes(role));

export const accountFrom = (columns: AccountColumns): Account => ({
  id: columns.id,
  name: columns.name,
  display: columns.display,
  roles: knownRoles(columns.roles),
  owner: columns.owner,
  practitioner: columns.practitioner,
  disabled: columns.disabled,
  language: columns.language === 'es' ? 'es' : 'en',
  hasPassword: columns.password !== null,
  hasPin: columns.pin !== null,
  demo: columns.demo,
});

/** Names that differ only in case, width or outer spaces are one name. */
export const foldName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
