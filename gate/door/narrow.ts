import type { Scope } from '#record/record.ts';

/** What both allow: a caller may ask for less than the gate gives, never for more. */
export function narrow(given: Scope, asked: Scope | undefined): Scope {
  if (!asked) return given;
  const types =
    asked.types && given.types ? asked.types.intersection(given.types) : (asked.types ?? given.types);
  const patient = given.patient ?? asked.patient;
  return { ...(types ? { types } : {}), ...(patient === undefined ? {} : { patient }) };
}

/** The `types` of `$everything`: what was asked for, or all, as far as it may be read. */
export function openTypes(given: Scope, asked: readonly string[] | undefined): { types?: readonly string[] } {
  const { types } = given;
  const wanted = asked ?? (types ? [...types] : undefined);
  return wanted ? { types: wanted.filter((type) => !types || types.has(type)) } : {};
}
