import { notSupported } from '#fhir/outcome.ts';
import { searchParam } from '#fhir/search/definitions.ts';
import type { Filter, Has, SearchValue } from '#fhir/search/request.ts';
import { key64, resourceKey } from '../key.ts';
import { LONGEST_WORD, SHAPE } from '../write/index-rows.ts';
import { namesThePatient } from './patient-param.ts';
import { dateCondition } from './range-sql.ts';
import { dateKeys, isWithinADay, numberKeys } from './span-sql.ts';
import { afterPrefix, allOf, anyOf, likeText, type Sql } from './sql.ts';
import { askedKeys, marks } from './token-keys.ts';
import { tupleCondition } from './tuple-sql.ts';

/** The resource a condition is about: an alias of `record.resource`, of one type. */
export interface Subject {
  readonly alias: string;
  readonly type: string;
  /** Few rows are left by the patient or by ids: what else is asked is tried on each, and not looked up elsewhere. */
  readonly narrowed?: boolean;
}

/** The condition of all filters of a search or of one step of a chain. */
export function filtersCondition(sql: Sql, asked: Subject, filters: readonly Filter[]): string[] {
  const narrowed = asked.narrowed === true || filters.some((filter) => patientsOf(asked, filter).length > 0);
  const subject = { ...asked, narrowed };
  const [dates, others] = [filters.filter(isPlainDate), filters.filter((filter) => !isPlainDate(filter))];
  const keys = [
    ...[...Map.groupBy(dates, (filter) => filter.param.code)].map(([code, ranges]) =>
      narrowed
        ? { exists: dateOfOne(sql, subject, { code, ranges }) }
        : { keys: dateKeys(sql, `${subject.type}.${code}`, ranges) },
    ),
    ...others.filter(isPlainString).map((filter) => ({ keys: stringKeys(sql, subject.type, filter) })),
  ];
  // A day leaves few: its appointments are asked for their status, rather than the booked ones for their day.
  const oneDay = dates.some(
    ({ anyOf: [value, more] }) => !more && value?.kind === 'date' && isWithinADay(value),
  );
  const rest = oneDay ? { ...subject, narrowed: true } : subject;
  return [
    ...others.filter((filter) => !isPlainString(filter)).map((filter) => filterCondition(sql, rest, filter)),
    ...keys.flatMap((one) => ('exists' in one ? [one.exists] : [])),
    ...inAll(
      subject,
      keys.flatMap((one) => ('keys' in one ? [one.keys] : [])),
    ),
  ];
}

/** Keys found by several indexes are intersected, at a cost that grows with what each finds and never with their product. */
function inAll({ alias, narrowed }: Subject, keys: readonly string[]): string[] {
  if (keys.length === 0) return [];
  const found = keys.length === 1 ? (keys[0] ?? '') : keys.map((one) => `(${one})`).join(' intersect ');
  // `is true` makes PostgreSQL hash the keys once instead of asking the index again for each row.
  return [narrowed ? `(${alias}.key in (${found})) is true` : `${alias}.key in (${found})`];
}

const isPlainDate = ({ param, modifier, chain }: Filter) =>
  param.type === 'date' && modifier === undefined && !chain && param.code !== '_lastUpdated';

const isPlainString = ({ param, modifier, chain }: Filter) =>
  param.type === 'string' && !chain && (modifier === undefined || modifier === 'contains');

const stringKeys = (sql: Sql, type: string, { param, anyOf: values, modifier }: Filter): string =>
  wordKeys(sql, { of: `${type}.${param.code}`, values, anywhere: modifier === 'contains' });

interface Ranges {
  readonly code: string;
  readonly ranges: readonly Filter[];
}

/** Along the rows of one resource. */
function dateOfOne(sql: Sql, { alias, type }: Subject, { code, ranges }: Ranges): string {
  const ends = { low: 's.low', high: 's.high' };
  const meets = ranges.map((filter) =>
    anyOf(filter.anyOf.flatMap((value) => (value.kind === 'date' ? [dateCondition(sql, ends, value)] : []))),
  );
  const param = sql.bigint(key64(`${type}.${code}`));
  return `exists (select from record.span s where s.clinic = $1 and s.key = ${alias}.key and s.param = ${param} and ${allOf(meets)})`;
}

function filterCondition(sql: Sql, subject: Subject, filter: Filter): string {
  const { type } = subject;
  const of = `${type}.${filter.param.code}`;
  if (filter.chain) return chainCondition(sql, subject, filter);
  refuseUnwritten(filter);
  if (filter.modifier === 'missing') return missing(sql, subject, filter);
  const negated = filter.modifier === 'not';
  const positive = negated ? { ...withoutModifier(filter) } : filter;
  const condition =
    inColumn(sql, subject, positive) ?? valueCondition(sql, subject, { filter: positive, of });
  return negated ? `not ${condition}` : condition;
}

const LISTS: ReadonlySet<string> = new Set(['in', 'not-in', 'above', 'below']);

/** A list nobody has written out must not be taken for no condition. */
function refuseUnwritten({ param, modifier }: Filter): void {
  if (modifier !== undefined && LISTS.has(modifier) && param.type !== 'uri')
    throw notSupported(`The modifier ':${modifier}' is not supported here.`, `http.${param.code}`);
}

const withoutModifier = ({ modifier: _, ...rest }: Filter): Filter => rest;

function missing(sql: Sql, subject: Subject, { param, missing: wanted }: Filter): string {
  if (param.code === '_id' || param.code === '_lastUpdated') return wanted ? 'false' : 'true';
  const condition = `l.text like ${sql.text(`shape:${subject.type},%`)} and l.text like ${sql.text(`%,${param.code},%`)}`;
  const present = labels(sql, subject, { of: SHAPE, condition });
  return wanted ? `not ${present}` : present;
}

/** `_id` and `_lastUpdated` have columns of their own. */
function inColumn(sql: Sql, { alias }: Subject, { param, anyOf: values }: Filter): string | undefined {
  if (param.code === '_id') {
    const ids = values.flatMap((value) =>
      value.kind === 'token' && value.code !== undefined ? [value.code] : [],
    );
    return idCondition(sql, { alias, type: param.base }, ids);
  }
  if (param.code !== '_lastUpdated') return undefined;
  const ends = { low: `${alias}.updated::float8`, high: `(${alias}.updated + 1)::float8` };
  return anyOf(
    values.flatMap((value) =>
      value.kind === 'date' ? [`${dateCondition(sql, ends, value)}${updatedBound(sql, alias, value)}`] : [],
    ),
  );
}

/** The same in whole milliseconds, for the index (clinic, type, updated). */
function updatedBound(
  sql: Sql,
  alias: string,
  { prefix, from, to }: Extract<SearchValue, { kind: 'date' }>,
): string {
  if (prefix === 'gt' || prefix === 'sa') return ` and ${alias}.updated >= ${sql.bigint(to)}`;
  if (prefix === 'ge' || prefix === 'eq') return ` and ${alias}.updated >= ${sql.bigint(from)}`;
  return '';
}

export function idCondition(sql: Sql, { alias, type }: Subject, ids: readonly string[]): string {
  const keys = sql.bigints(ids.map((id) => resourceKey(type, id)));
  return `(${alias}.key = any(${keys}) and ${alias}.id = any(${sql.texts([...ids])}))`;
}

interface Plain {
  readonly filter: Filter;
  /** `Type.parameter`. */
  readonly of: string;
}

function valueCondition(sql: Sql, subject: Subject, { filter, of }: Plain): string {
  const { alias } = subject;
  const { param, modifier, anyOf: values } = filter;
  switch (param.type) {
    case 'token':
      return modifier === 'text'
        ? labelled(sql, subject, { of, values })
        : tokenCondition(sql, subject, { of, filter });
    case 'reference':
      return referenceCondition(sql, subject, { of, filter });
    case 'string':
      return modifier === 'exact'
        ? hasAny(
            sql,
            subject,
            values.flatMap((value) => (value.kind === 'string' ? [key64(marks.exact(of, value.text))] : [])),
          )
        : `${alias}.key in (${wordKeys(sql, { of, values, anywhere: modifier === 'contains' })})`;
    case 'uri':
      return uriCondition(sql, subject, { of, filter });
    case 'date':
      return `${alias}.key in (${dateKeys(sql, of, [withoutModifier(filter)])})`;
    case 'number':
    case 'quantity':
      return `${alias}.key in (${numberKeys(sql, of, values)})`;
    case 'composite':
      return compositeCondition(sql, subject, filter);
    case 'special':
      return 'false';
  }
}

/** The column, or out of the sight of its index where that would only be asked in vain. */
const tokensOf = ({ alias, narrowed }: Subject): string =>
  narrowed ? `(${alias}.tokens || '{}')` : `${alias}.tokens`;

const hasAny = (sql: Sql, subject: Subject, keys: readonly string[]): string =>
  keys.length === 0
    ? 'false'
    : `${tokensOf(subject)} ${keys.length === 1 ? '@>' : '&&'} ${sql.bigints(keys)}`;

const tokenCondition = (sql: Sql, subject: Subject, { of, filter }: Plain): string =>
  hasAny(
    sql,
    subject,
    filter.anyOf.flatMap((value) => askedKeys(of, value, [])),
  );

/** A patient's resources are found along the patient's column, which an index orders by time; the mark makes it exact. */
function referenceCondition(sql: Sql, subject: Subject, { of, filter }: Plain): string {
  const targets = filter.param.target ?? [];
  const marked = hasAny(
    sql,
    subject,
    filter.anyOf.flatMap((value) => askedKeys(of, value, targets)),
  );
  const ids = patientsOf(subject, filter);
  if (ids.length === 0) return marked;
  const [only = ''] = ids;
  const column = `${subject.alias}.patient`;
  return `(${ids.length === 1 ? `${column} = ${sql.text(only)}` : `${column} = any(${sql.texts(ids)})`} and ${marked})`;
}

/** The patients a filter names when it can be answered along the patient's column; empty when it cannot. */
function patientsOf({ type }: Subject, { param, modifier, chain, anyOf: values }: Filter): string[] {
  if (chain || modifier !== undefined || param.type !== 'reference' || !namesThePatient(type, param.code))
    return [];
  const several = (param.target?.length ?? 0) > 1;
  const ids = values.flatMap((value) =>
    value.kind === 'reference' &&
    value.id !== undefined &&
    (value.type ?? (several ? '' : 'Patient')) === 'Patient'
      ? [value.id]
      : [],
  );
  return ids.length === values.length ? ids : [];
}

interface Words {
  readonly of: string;
  readonly values: readonly SearchValue[];
  readonly anywhere: boolean;
}

function wordKeys(sql: Sql, { of, values, anywhere }: Words): string {
  // Nothing but signs folds to nothing, which everything begins with: it finds nothing.
  const texts = values.flatMap((value) =>
    value.kind === 'string' && value.text ? [value.text.slice(0, LONGEST_WORD)] : [],
  );
  const each = texts.map((text) =>
    anywhere
      ? `(w.whole and w.text like ${sql.text(`%${likeText(text)}%`)})`
      : `(w.text >= ${sql.text(text)} and w.text < ${sql.text(afterPrefix(text))})`,
  );
  return `select w.key from record.word w where w.clinic = $1 and w.param = ${sql.bigint(key64(of))} and ${anyOf(each)}`;
}

interface Labels {
  readonly of: string;
  readonly values: readonly SearchValue[];
}

/** `:text`: the words of a code or concept contain what is asked for. */
function labelled(sql: Sql, subject: Subject, { of, values }: Labels): string {
  const each = values.flatMap((value) =>
    value.kind === 'string' && value.text ? [`l.text like ${sql.text(`%${likeText(value.text)}%`)}`] : [],
  );
  return labels(sql, subject, { of, condition: anyOf(each) });
}

const labels = (sql: Sql, subject: Subject, { of, condition }: { of: string; condition: string }): string =>
  `${tokensOf(subject)} && array(select record.key64(${sql.text(marks.label(of, ''))} || l.label) from record.label l where l.clinic = $1 and ${condition})`;

function uriCondition(sql: Sql, subject: Subject, { of, filter }: Plain): string {
  const uris = filter.anyOf.flatMap((value) => (value.kind === 'uri' ? [value.uri] : []));
  if (filter.modifier === 'below') {
    const each = uris.map(
      (uri) =>
        `(l.text = ${sql.text(uri)} or l.text like ${sql.text(`${likeText(uri.replace(/\/$/, ''))}/%`)})`,
    );
    return labels(sql, subject, { of, condition: anyOf(each) });
  }
  const asked = filter.modifier === 'above' ? uris.flatMap(above) : uris;
  return hasAny(
    sql,
    subject,
    asked.map((uri) => key64(marks.label(of, key64(uri)))),
  );
}

/** A uri and everything it lies below: http://a/b/c, http://a/b, http://a. */
function above(uri: string): string[] {
  const found = [uri];
  for (let at = uri.lastIndexOf('/'); at > uri.indexOf('://') + 2; at = uri.lastIndexOf('/', at - 1))
    found.push(uri.slice(0, at));
  return found;
}

/** First by the parts that are tokens, along their index; then each tuple of what was found is looked into. */
function compositeCondition(sql: Sql, subject: Subject, { param, anyOf: values }: Filter): string {
  const { alias, type } = subject;
  const narrowing = (param.components ?? []).flatMap((component, at) => {
    if (component.type !== 'token' || !searchParam(type, component.code)) return [];
    const of = `${type}.${component.code}`;
    const keys = values.map((value) =>
      value.kind === 'composite' && value.parts[at] ? askedKeys(of, value.parts[at], []) : [],
    );
    return keys.some((one) => one.length === 0) ? [] : [hasAny(sql, subject, keys.flat())];
  });
  return `(${allOf([...narrowing, `${alias}.tuples is not null`, tupleCondition(sql, alias, param.code, values)])})`;
}

/** `subject:Patient.name=x`: the reference leads to one of those that match. */
function chainCondition(sql: Sql, subject: Subject, { param, chain }: Filter): string {
  const of = `${subject.type}.${param.code}`;
  const each = (chain?.types ?? []).map((target) => {
    const inner = { alias: sql.alias(), type: target };
    const filter = chain ? retyped(chain.filter, target) : undefined;
    const conditions = [
      sql.visible(inner.alias, target),
      ...(filter ? filtersCondition(sql, inner, [filter]) : []),
    ];
    const found = `from record.resource ${inner.alias} where ${allOf(conditions)}`;
    return `${tokensOf(subject)} && array(select record.key64(${sql.text(marks.reference(of, `${target}/`))} || ${inner.alias}.id) ${found})`;
  });
  return anyOf(each);
}

const retyped = (filter: Filter, type: string): Filter => {
  const param = searchParam(type, filter.param.code);
  return param ? { ...filter, param } : filter;
};

/** `_has:Observation:patient:code=x`: one that refers here and matches. */
export function hasCondition(sql: Sql, { alias, type }: Subject, has: Has): string {
  const inner = { alias: sql.alias(), type: has.type };
  const of = `${has.type}.${has.reference.code}`;
  const conditions = [
    sql.visible(inner.alias, has.type),
    ...(has.filter ? filtersCondition(sql, inner, [has.filter]) : []),
    ...(has.has ? [hasCondition(sql, inner, has.has)] : []),
  ];
  if (type === 'Patient' && namesThePatient(has.type, has.reference.code)) {
    const mark = `record.key64(${sql.text(marks.reference(of, 'Patient/'))} || ${inner.alias}.patient)`;
    const refers = `${inner.alias}.tokens @> array[${mark}]`;
    return `${alias}.id in (select ${inner.alias}.patient from record.resource ${inner.alias} where ${allOf([...conditions, refers])})`;
  }
  const refers = `${inner.alias}.tokens @> array[record.key64(${sql.text(marks.reference(of, `${type}/`))} || ${alias}.id)]`;
  return `exists (select from record.resource ${inner.alias} where ${allOf([...conditions, refers])})`;
}
