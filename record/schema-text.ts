import type { Pool } from 'pg';

/** A schema as text, from the catalogue: what is really there, for people and for a diff. */
export async function schemaText(pool: Pool, schema: string): Promise<string> {
  const lines = async (sql: string) =>
    (await pool.query<{ line: string }>(sql, [schema])).rows.map(({ line }) => line);
  const columns = await lines(
    `select c.relname || case c.relkind when 'v' then ' (view)' else '' end || E'\\n' || string_agg(
       '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
       || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), E'\\n' order by a.attnum) as line
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where n.nspname = $1 and c.relkind in ('r', 'v') group by c.relname, c.relkind order by c.relname`,
  );
  const indexes = await lines(
    `select indexdef as line from pg_indexes where schemaname = $1 order by indexname`,
  );
  const functions = await lines(
    `select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ') returns ' || pg_get_function_result(p.oid) as line
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1 order by 1`,
  );
  return `${[...columns, indexes.join('\n'), functions.join('\n')].join('\n\n')}\n`;
}
