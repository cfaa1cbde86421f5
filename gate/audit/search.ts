import type { Pool } from 'pg';
import { badRequest } from '#fhir/outcome.ts';
import { COLUMNS, type Columns, rowFrom } from './columns.ts';
import type { AuditPage, AuditQuery } from './row.ts';

const MOST = 500;

/** A page of the trail, newest first. Throws 400 for a cursor or an instant that is none. */
export async function searchAudit(pool: Pool, clinic: number, query: AuditQuery): Promise<AuditPage> {
  const values: unknown[] = [clinic];
  const where = ['clinic = $1'];
  const add = (condition: (place: string) => string, value: unknown) => {
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  if (query.patient !== undefined)
    add(
      (place) =>
        `patients <> '{}' and (patients[1] = ${place}::text or (cardinality(patients) > 1 and patients @> array[${place}::text]))`,
      query.patient,
    );
  if (query.account !== undefined) add((place) => `account = ${place}`, query.account);
  if (query.action !== undefined) add((place) => `action = ${place}`, query.action);
  if (query.from !== undefined) add((place) => `at >= ${place}::timestamptz`, instant(query.from, 'from'));
  if (query.to !== undefined) add((place) => `at < ${place}::timestamptz`, instant(query.to, 'to'));
  if (query.cursor !== undefined) {
    const [era, tx, id] = place(query.cursor);
    values.push(era, tx, id);
    const last = values.length;
    where.push(`(era, tx, id) < ($${last - 2}::int, $${last - 1}::bigint, $${last}::uuid)`);
  }
  const count = Math.min(Math.max(query.count ?? 50, 1), MOST);
  values.push(count + 1);
  const { rows } = await pool.query<Columns & { era: number; tx: string }>(
    `select ${COLUMNS}, era, tx from gate.audit where ${where.join(' and ')} order by era desc, tx desc, id desc limit $${values.length}`,
    values,
  );
  const page = rows.slice(0, count);
  const last = page.at(-1);
  return {
    rows: page.map(rowFrom),
    ...(rows.length > count && last ? { next: `${last.era}.${last.tx}.${last.id}` } : {}),
  };
}

function instant(text: string, field: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw badRequest(`"${field}" is not an instant such as 2026-11-23T08:00:00Z.`);
  return new Date(time).toISOString();
}

function place(cursor: string): [number, string, string] {
  const [, era, tx, id] = /^(\d{1,9})\.(\d{1,18})\.([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (era === undefined || tx === undefined || id === undefined)
    throw badRequest('The cursor is not one of ours; start again without it.');
  return [Number(era), tx, id];
}
