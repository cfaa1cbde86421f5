import type { Statement } from '../record.ts';
import { bigints, booleans, texts } from './array-text.ts';
import type { PlannedWrite } from './planned-write.ts';

/** Whose record, in which era of the cluster, by whose hand. */
export interface Hand {
  readonly clinic: number;
  readonly era: number;
  readonly author: string;
}

/** New resources; ends the transaction when one is already there. */
export function createStatement({ clinic, author }: Hand, writes: readonly PlannedWrite[]): Statement {
  return {
    name: 'record_create',
    sql: `with made as (
        insert into record.resource (clinic, author, key, updated, moment, version, deleted, type, id, patient, tokens, tuples, content)
        select $1, $2, w.key, w.updated, w.moment, w.version, w.deleted, w.type, w.id, w.patient, w.tokens::bigint[], w.tuples::jsonb, w.content
        from ${ROWS} on conflict do nothing returning 1)
      select record.expect((select count(*) from made), cardinality($3::bigint[]))`,
    values: [clinic, author, ...columns(writes)],
  };
}

/** The next version of each; the one before goes to `record.version`. Ends the transaction when one was not the latest. */
export function updateStatement({ clinic, author }: Hand, writes: readonly PlannedWrite[]): Statement {
  return {
    name: 'record_update',
    sql: `with w as materialized (select * from ${ROWS}),
      kept as (
        insert into record.version (clinic, type, key, version, updated, deleted, author, content)
        select r.clinic, r.type, r.key, r.version, r.updated, r.deleted, r.author, r.content
        from w join record.resource r on r.clinic = $1 and r.type = w.type and r.key = w.key and r.version = w.version - 1
        on conflict do nothing),
      made as (
        update record.resource r
        set author = $2, updated = w.updated, moment = w.moment, version = w.version, deleted = w.deleted,
            patient = w.patient, tokens = w.tokens::bigint[], tuples = w.tuples::jsonb, content = w.content
        from w where r.clinic = $1 and r.type = w.type and r.key = w.key and r.version = w.version - 1 and r.id = w.id
        returning 1)
      select record.expect((select count(*) from made), cardinality($3::bigint[]))`,
    values: [clinic, author, ...columns(writes)],
  };
}

/** Arrays out of the planner's sight: one plan for any number of rows, and kept. */
const hidden = (from: number, types: readonly string[]): string =>
  types.map((type, at) => `(select $${from + at}::${type}[])`).join(', ');

const ROWS = `unnest(${hidden(3, ['bigint', 'bigint', 'bigint', 'int', 'boolean', 'text', 'text', 'text', 'text', 'text', 'text'])})
          as w (key, updated, moment, version, deleted, type, id, patient, tokens, tuples, content)`;

const columns = (writes: readonly PlannedWrite[]): readonly string[] => [
  bigints(writes.map((one) => one.key)),
  bigints(writes.map((one) => one.updatedMs)),
  bigints(writes.map((one) => one.rows.moment)),
  bigints(writes.map((one) => one.entry.version)),
  booleans(writes.map((one) => one.entry.deleted)),
  texts(writes.map((one) => one.entry.type)),
  texts(writes.map((one) => one.entry.id)),
  texts(writes.map((one) => one.rows.patient)),
  texts(writes.map((one) => bigints(one.rows.tokens))),
  texts(writes.map((one) => one.rows.tuples)),
  texts(writes.map((one) => one.entry.content)),
];

/** The rows of the feed; answers with the transaction's number. */
export function feedStatement({ clinic, era }: Hand, writes: readonly PlannedWrite[]): Statement {
  return {
    name: 'record_feed',
    sql: `with fed as (
        insert into record.change (clinic, era, ordinal, key, updated, version, deleted, type)
        select $1, $2, row_number() over (), f.* from unnest($3::bigint[], $4::bigint[], $5::int[], $6::boolean[], $7::text[]) as f)
      select pg_current_xact_id()`,
    values: [
      clinic,
      era,
      bigints(writes.map((one) => one.key)),
      bigints(writes.map((one) => one.updatedMs)),
      bigints(writes.map((one) => one.entry.version)),
      booleans(writes.map((one) => one.entry.deleted)),
      texts(writes.map((one) => one.entry.type)),
    ],
  };
}
