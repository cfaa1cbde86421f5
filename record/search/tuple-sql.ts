import type { SearchValue } from '#fhir/search/request.ts';
import { UCUM } from '#fhir/systems.ts';
import { dateCondition, numberCondition } from './range-sql.ts';
import { afterPrefix, allOf, anyOf, type Sql } from './sql.ts';

/** One tuple of `resource.tuples` holds a value for each part: `code-value-quantity=8867-4$gt100` asks both of the same. */
export function tupleCondition(
  sql: Sql,
  alias: string,
  code: string,
  values: readonly SearchValue[],
): string {
  const each = values.map((value) =>
    value.kind === 'composite'
      ? allOf(value.parts.map((part, at) => partCondition(sql, `(t -> 'v' -> ${at})`, part)))
      : 'false',
  );
  return `exists (select from jsonb_array_elements(${alias}.tuples) t where t -> 'p' ? ${sql.text(code)} and ${anyOf(each)})`;
}

function partCondition(sql: Sql, part: string, value: SearchValue): string {
  const field = (name: string) => `(${part} ->> '${name}')`;
  const ends = (low: string, high: string) => ({
    low: `${field(low)}::float8`,
    high: `${field(high)}::float8`,
  });
  switch (value.kind) {
    case 'token':
      return allOf([
        ...(value.code === undefined ? [] : [`${field('c')} = ${sql.text(value.code)}`]),
        ...(value.system === undefined ? [] : [same(sql, field('s'), value.system)]),
        'true',
      ]);
    case 'quantity': {
      if (value.canonical && (value.system === undefined || value.system === UCUM)) {
        const { unit, ...asked } = value.canonical;
        return `(${field('u')} = ${sql.text(unit)} and ${numberCondition(sql, ends('bl', 'bh'), { ...asked, prefix: value.prefix })})`;
      }
      const coded = value.code === undefined ? 'true' : `${field('c')} = ${sql.text(value.code)}`;
      const from = value.system === undefined ? 'true' : same(sql, field('s'), value.system);
      return `(${coded} and ${from} and ${numberCondition(sql, ends('l', 'h'), value)})`;
    }
    case 'number':
      return numberCondition(sql, ends('l', 'h'), value);
    case 'date':
      return dateCondition(sql, ends('l', 'h'), value);
    case 'string':
      return `(${field('t')} collate "C" >= ${sql.text(value.text)} and ${field('t')} collate "C" < ${sql.text(afterPrefix(value.text))})`;
    case 'reference':
      return `${field('r')} = ${sql.text(value.url ?? `${value.type}/${value.id}`)}`;
    case 'uri':
      return `${field('r')} = ${sql.text(value.uri)}`;
    case 'composite':
      return 'false';
  }
}

const same = (sql: Sql, field: string, system: string): string =>
  system === '' ? `${field} is null` : `${field} = ${sql.text(system)}`;
