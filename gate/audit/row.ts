import type { Role } from '../principal.ts';

/** What can stand in the audit trail (45 CFR 164.312(b); DOMAIN E6). */
export const AUDIT_ACTIONS = [
  'read',
  'vread',
  'search',
  'history',
  'create',
  'update',
  'delete',
  'command',
  'view',
  'undo',
  'export',
  'print',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'lock',
  'turn',
  'unlock',
  'unlock-failed',
  'privilege-change',
  'audit-read',
  'backup',
  'restore',
  'clock',
  'start',
  'stop',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
export type AuditOutcome = 'success' | 'refused' | 'failed';

/** What a caller states; the trail adds id, time and place in the chain. */
export interface AuditNote {
  readonly account: string;
  readonly display: string;
  readonly roles: readonly (Role | 'owner' | 'machine' | 'system')[];
  readonly workstation: string;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  /** Logical ids of the patients concerned, each once. */
  readonly patients?: readonly string[];
  readonly type?: string;
  readonly resource?: string;
  readonly version?: number;
  /** Command or view, or the object of a privilege change. Never patient data. */
  readonly operation?: string;
  /** Names of the search parameters, never their values. */
  readonly query?: string;
  /** Refusal code or reason given. */
  readonly reason?: string;
}

export interface AuditRow extends Required<Omit<AuditNote, 'version'>> {
  readonly version: number | null;
  readonly clinic: number;
  /** UUID. */
  readonly id: string;
  /** Instant in UTC with milliseconds. */
  readonly at: string;
}

export interface AuditQuery {
  readonly patient?: string;
  readonly account?: string;
  readonly action?: AuditAction;
  /** Instants; `from` included, `to` not. */
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
  /** Rows of a page, 50 unless said, at most 500. */
  readonly count?: number;
}

export interface AuditPage {
  /** Newest first. */
  readonly rows: readonly AuditRow[];
  readonly next?: string;
}
