import { randomUUID } from 'node:crypto';
import type { Statement } from '#record/record.ts';
import { rowDigest } from './chain.ts';
import type { AuditNote, AuditRow } from './row.ts';

/** Text that PostgreSQL can keep: no NUL, no half of a surrogate pair. */
const clean = (text: string | undefined): string => (text ?? '').toWellFormed().replaceAll('\0', '');

/** A note with its clinic, id and time. */
export function rowOf(clinic: number, note: AuditNote, at: Date): AuditRow {
  return {
    clinic,
    id: randomUUID(),
    at: at.toISOString(),
    account: note.account,
    display: clean(note.display),
    roles: note.roles,
    workstation: clean(note.workstation),
    action: note.action,
    outcome: note.outcome,
    patients: note.patients ?? [],
    type: clean(note.type),
    resource: clean(note.resource),
    version: note.version ?? null,
    operation: clean(note.operation),
    query: clean(note.query),
    reason: clean(note.reason),
  };
}

/** The only statement of the house that writes audit rows: any number of them, one round trip. */
export function auditStatement(era: number, rows: readonly AuditRow[]): Statement {
  const json = JSON.stringify(rows.map((row) => ({ ...row, digest: `\\x${rowDigest(row)}` })));
  return { name: 'gate-audit', sql: INSERT, values: [era, json] };
}

const INSERT = `
insert into gate.audit (clinic, era, id, at, account, display, roles, workstation, action, outcome, patients, type,
  resource, version, operation, query, reason, digest)
select r.clinic, $1::int, r.id, r.at, r.account, r.display, r.roles, r.workstation, r.action, r.outcome, r.patients, r.type,
  r.resource, r.version, r.operation, r.query, r.reason, r.digest
from json_to_recordset($2::json) as r(clinic int, id uuid, at timestamptz, account text, display text, roles text[],
  workstation text, action text, outcome text, patients text[], type text, resource text, version int, operation text,
  query text, reason text, digest bytea)`;
