import type { Scope } from '#record/record.ts';

/** What both allow: a caller may ask for less than the gate gives, never for more. */
export function narrow(given: Scope, asked: Scope | undefined): Scope {
  if (!asked) return given;
  const types =
    asked.types && given.types ? asked.types.intersection(given.types) : (asked.types ?? given.types);
  const patient = given.patient ?? asked.patient;
  return { ...(types ? { types } : {}), ...(patient === undefined ? {} : { patient }) };
}
