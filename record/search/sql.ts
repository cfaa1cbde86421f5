import type { Scope } from '../record.ts';

/** Who asks, in which clinic, at what time: the same in every sub-query. */
export interface Circumstances {
  readonly clinic: number;
  readonly scope: Scope | undefined;
  readonly nowMs: number;
  /**
   * Values stay out of the planner's sight, behind `(select $n)`: the plan is then the same for all of them, so that
   * PostgreSQL keeps it after five uses. Else it compares costs and may plan each time, which takes longer than the search.
   */
  readonly steady: boolean;
}

/** A SQL text in the making: values become parameters, aliases are never used twice. */
export class Sql {
  readonly values: unknown[] = [];
  readonly at: Circumstances;
  #aliases = 0;

  constructor(at: Circumstances) {
    this.at = at;
    this.values.push(at.clinic);
  }

  /** `$n`. */
  value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  text(value: string): string {
    return this.#typed(value, 'text');
  }

  texts(values: readonly string[]): string {
    return this.#typed([...values], 'text[]');
  }

  bigint(value: string | number): string {
    return this.#typed(String(value), 'bigint');
  }

  double(value: number): string {
    return this.#typed(value, 'float8');
  }

  bigints(values: readonly string[]): string {
    return this.#typed(`{${values.join(',')}}`, 'bigint[]');
  }

  #typed(value: unknown, type: string): string {
    const given = `${this.value(value)}::${type}`;
    if (!this.at.steady) return given;
    // After `any` a bare sub-query would mean its rows.
    return type.endsWith('[]') ? `(select ${given})::${type}` : `(select ${given})`;
  }

  alias(): string {
    this.#aliases += 1;
    return `r${this.#aliases}`;
  }

  /** What every resource of a type must meet to be seen at all. */
  visible(alias: string, type: string): string {
    const { scope } = this.at;
    const base = `${alias}.clinic = $1 and ${alias}.type = ${typeName(type)} and not ${alias}.deleted`;
    if (scope?.types && !scope.types.has(type)) return `${base} and false`;
    if (scope?.patient === undefined) return base;
    return `${base} and (${alias}.patient = ${this.text(scope.patient)} or ${alias}.patient is null)`;
  }
}

/** The name of a resource type as a literal: few, and the planner should know which. */
function typeName(type: string): string {
  if (!/^[A-Za-z]+$/.test(type)) throw new Error('not a resource type');
  return `'${type}'`;
}

export const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 0
    ? 'false'
    : conditions.length === 1
      ? (conditions[0] ?? 'false')
      : `(${conditions.join(' or ')})`;

export const allOf = (conditions: readonly string[]): string => conditions.join(' and ');

/** For LIKE: the text itself, nothing in it a wildcard. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Greater than every text that begins with `text`. */
export const afterPrefix = (text: string): string => `${text}\u{10FFFF}`;
