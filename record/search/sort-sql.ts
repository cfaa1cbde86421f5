import type { SearchRequest } from '#fhir/search/request.ts';
import { key64 } from '../key.ts';
import type { Subject } from './filter-sql.ts';
import type { Sql } from './sql.ts';

export interface SortKey {
  /** SQL of the value, or null where the resource has none: those come last. */
  readonly expression: string;
  readonly cast: 'bigint' | 'float8' | 'text';
  readonly descending: boolean;
  readonly nullable: boolean;
  /** Join that the expression needs. */
  readonly join?: string;
}

/** Parameters that say when a thing happened, which is the column `moment`: sorted along the index of a patient's rows. */
const MOMENTS = new Set([
  'Observation.date',
  'Appointment.date',
  'Encounter.date',
  'Procedure.date',
  'Immunization.date',
  'DiagnosticReport.date',
  'DocumentReference.date',
  'Composition.date',
  'MedicationRequest.authoredon',
  'MedicationStatement.effective',
  'QuestionnaireResponse.authored',
  'Communication.sent',
  'Task.authored-on',
]);

/** These are numbers in the index and cannot be put in order there; they are ordered after reading (sort-after-reading.ts). */
export const isSortedInSql = (sort: SearchRequest['sort']): boolean =>
  sort.every(({ param }) => param.code === '_id' || !['token', 'reference', 'uri'].includes(param.type));

/** What to order by, the resource's key last, so that the order is total and a page can begin after any row. */
export function sortKeys(sql: Sql, { alias, type }: Subject, sort: SearchRequest['sort']): SortKey[] {
  return sort.map(({ param, descending }, at) => {
    const of = `${type}.${param.code}`;
    if (param.code === '_lastUpdated') return column(`${alias}.updated`, 'bigint', descending);
    if (param.code === '_id') return column(`${alias}.id`, 'text', descending);
    if (MOMENTS.has(of)) return column(`${alias}.moment`, 'bigint', descending);
    const joined = `sort${at}`;
    const first = descending ? 'max' : 'min';
    const [what, from] =
      param.type === 'string'
        ? [`${first}(s.text)`, 'record.word s where s.whole and']
        : [descending ? 'max(s.high)' : 'min(s.low)', 'record.span s where'];
    return {
      expression: `${joined}.value`,
      cast: param.type === 'string' ? 'text' : 'float8',
      descending,
      nullable: true,
      join: `left join (select s.key, ${what} as value from ${from} s.clinic = $1 and s.param = ${sql.bigint(key64(of))} group by s.key) ${joined} on ${joined}.key = ${alias}.key`,
    };
  });
}

const column = (expression: string, cast: SortKey['cast'], descending: boolean): SortKey => ({
  expression,
  cast,
  descending,
  nullable: false,
});

/** Rows behind the one whose sort values and key the cursor holds. */
export function behind(sql: Sql, keys: readonly SortKey[], cursor: readonly (string | null)[]): string {
  const [condition = 'false'] = keys.reduceRight<string[]>((inner, key, at) => {
    const value = cursor[at] ?? null;
    const { later, same } = comparison(sql, key, value);
    return [`(${later}${inner[0] === undefined ? '' : ` or (${same} and ${inner[0]})`})`];
  }, []);
  const [first] = keys;
  const value = cursor[0];
  if (!first || first.nullable || typeof value !== 'string') return condition;
  // The same again in a form that an index can begin at.
  return `${condition} and ${first.expression} ${first.descending ? '<=' : '>='} ${sql.value(value)}::${first.cast}`;
}

function comparison(sql: Sql, { expression, cast, descending, nullable }: SortKey, value: string | null) {
  if (value === null) return { later: 'false', same: `${expression} is null` };
  const given = `${sql.value(value)}::${cast}`;
  const beyond = `${expression} ${descending ? '<' : '>'} ${given}`;
  return {
    later: nullable ? `(${beyond} or ${expression} is null)` : beyond,
    same: `${expression} = ${given}`,
  };
}
