import type { AuditNote } from './audit/row.ts';
import type { Principal } from './principal.ts';

/** Who, as the audit trail states it. */
export const authorOf = (
  principal: Principal,
): Pick<AuditNote, 'account' | 'display' | 'roles' | 'workstation'> => ({
  account: principal.account,
  display: principal.display,
  roles:
    principal.kind === 'person'
      ? [...principal.roles, ...(principal.owner ? (['owner'] as const) : [])]
      : [principal.kind],
  workstation: principal.workstation,
});
