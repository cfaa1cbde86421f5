import type { AuditAction, AuditOutcome, AuditRow } from './row.ts';

export const COLUMNS =
  'clinic, id, at, account, display, roles, workstation, action, outcome, patients, type, resource, version, operation, query, reason';

/** A row as PostgreSQL gives it. */
export interface Columns {
  readonly clinic: number;
  readonly id: string;
  readonly at: Date;
  readonly account: string;
  readonly display: string;
  readonly roles: AuditRow['roles'];
  readonly workstation: string;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly patients: string[];
  readonly type: string;
  readonly resource: string;
  readonly version: number | null;
  readonly operation: string;
  readonly query: string;
  readonly reason: string;
}

/** Exactly the columns of the row, in the shape its digest was made of. */
export const rowFrom = ({
  clinic,
  id,
  at,
  account,
  display,
  roles,
  workstation,
  action,
  outcome,
  patients,
  type,
  resource,
  version,
  operation,
  query,
  reason,
}: Columns): AuditRow => ({
  clinic,
  id,
  at: new Date(at).toISOString(),
  account,
  display,
  roles,
  workstation,
  action,
  outcome,
  patients,
  type,
  resource,
  version,
  operation,
  query,
  reason,
});
