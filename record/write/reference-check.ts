import { FhirFailure, type Finding } from '#fhir/outcome.ts';
import { parseReference } from '#fhir/reference.ts';
import type { Resource } from '#fhir/types.ts';
import { resourceKey } from '../key.ts';
import type { Statement } from '../record.ts';
import { bigints, texts } from './array-text.ts';

/** A relative reference of a resource that is being written, and where it stands. */
export interface Pointer {
  readonly type: string;
  readonly id: string;
  readonly expression: string;
}

/**
 * Every relative reference of a resource, with its FHIRPath; contained resources included. What a stored Bundle holds
 * (a document, a message) refers within it and to where it came from: it is kept as its maker wrote it.
 */
export function pointersOf(resource: Resource): Pointer[] {
  const found: Pointer[] = [];
  walk(resource, resource.resourceType, found);
  return found;
}

function walk(value: unknown, path: string, found: Pointer[]): void {
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) walk(value[at], `${path}[${at}]`, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ((value as { resourceType?: unknown }).resourceType === 'Bundle') return;
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name];
    if (typeof inner === 'object') walk(inner, `${path}.${name}`, found);
    else if (name === 'reference' && typeof inner === 'string') point(inner, `${path}.reference`, found);
  }
}

function point(literal: string, expression: string, found: Pointer[]): void {
  const parts = parseReference(literal);
  if (parts && parts.url === undefined && parts.type && parts.id)
    found.push({ type: parts.type, id: parts.id, expression });
}

/** One query for all of them; those written in the same commit are known to be there. */
export function referenceStatement(clinic: number, pointers: readonly Pointer[]): Statement {
  // `(select $n)`: the plan does not see the values, and is kept.
  return {
    name: 'record_references',
    sql: `select record.expect_none((
      select array_agg(asked.at) from unnest((select $2::text[]), (select $3::bigint[]), (select $4::text[])) with ordinality as asked (type, key, id, at)
      where not exists (select from record.resource r
        where r.clinic = $1 and r.type = asked.type and r.key = asked.key and r.id = asked.id and not r.deleted)))`,
    values: [
      clinic,
      texts(pointers.map((one) => one.type)),
      bigints(pointers.map((one) => resourceKey(one.type, one.id))),
      texts(pointers.map((one) => one.id)),
    ],
  };
}

/** The refusal, out of the places (from 1) that the statement named in its error. */
export function danglingReferences(detail: string, pointers: readonly Pointer[]): FhirFailure {
  const findings = detail
    .split(',')
    .flatMap((place) => pointers[Number(place) - 1] ?? [])
    .map(
      ({ type, expression }): Finding => ({
        severity: 'error',
        code: 'not-found',
        message: `${expression} refers to a ${type} that does not exist.`,
        expression,
      }),
    );
  return new FhirFailure(422, ...findings);
}
