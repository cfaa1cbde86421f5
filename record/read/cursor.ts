import { badRequest } from '#fhir/outcome.ts';

/** Where a page ended, as callers carry it: opaque to them, without a patient's data in clear. */
export const cursorText = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** The values of a cursor we gave out. Throws FhirFailure 400 when it is not one. */
export function cursorValues(cursor: string, length: number): (string | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every(isCursorValue))
      return values as (string | null)[];
  } catch {
    // Said below.
  }
  throw badRequest('The page cursor is not one of this search. Start again from the first page.');
}

const isCursorValue = (value: unknown) => value === null || typeof value === 'string';
