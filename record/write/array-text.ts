/** PostgreSQL's text form of arrays, written without the checks a general driver needs: half the time on the hot path. */

export const bigints = (values: readonly (string | number)[]): string => `{${values.join(',')}}`;

const QUOTED = /["\\]/g;

/** An array of texts; null is SQL's null. */
export function texts(values: readonly (string | null)[]): string {
  let out = '{';
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (at > 0) out += ',';
    out += value === null || value === undefined ? 'NULL' : `"${value.replace(QUOTED, '\\$&')}"`;
  }
  return `${out}}`;
}

export const booleans = (values: readonly boolean[]): string =>
  `{${values.map((one) => (one ? 't' : 'f')).join(',')}}`;
