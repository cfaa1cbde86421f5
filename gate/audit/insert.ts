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

/**
 * What writes audit rows, here and nowhere else: any number of them, one round trip. A single row, which is what most
 * writes have, goes without JSON (100 us with its indexes, against 160).
 */
export function auditStatement(era: number, rows: readonly AuditRow[]): Statement {
  const [row] = rows;
  if (row && rows.length === 1)
    return { name: 'gate-audit-one', sql: INSERT_ONE, values: valuesOf(era, row) };
  const json = JSON.stringify(rows.map((one) => ({ ...one, digest: `\\x${rowDigest(one)}` })));
  return { name: 'gate-audit', sql: INSERT_MANY, values: [era, json] };
}

const valuesOf = (era: number, row: AuditRow): readonly unknown[] => [
  era,
  row.clinic,
  row.id,
  row.at,
  row.account,
  row.display,
  row.roles,
  row.workstation,
  row.action,
  row.outcome,
  row.patients,
  row.type,
  row.resource,
  row.version,
  row.operation,
  row.query,
  row.reason,
  `\\x${rowDigest(row)}`,
];

const INSERT = `insert into gate.audit (era, clinic, id, at, account, display, roles, workstation, action, outcome, patients,
  type, resource, version, operation, query, reason, digest)`;
const INSERT_ONE = `${INSERT}
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`;
const INSERT_MANY = `${INSERT}
select $1::int, r.clinic, r.id, r.at, r.account, r.display, r.roles, r.workstation, r.action, r.outcome, r.patients, r.type,
  r.resource, r.version, r.operation, r.query, r.reason, r.digest
from json_to_recordset($2::json) as r(clinic int, id uuid, at timestamptz, account text, display text, roles text[],
  workstation text, action text, outcome text, patients text[], type text, resource text, version int, operation text,
  query text, reason text, digest bytea)`;
