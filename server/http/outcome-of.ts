import { FhirFailure, type Finding } from '#fhir/outcome.ts';

/** A failure as the caller is told of it. `retryAfter` in seconds. */
export interface Told {
  readonly status: number;
  readonly findings: readonly Finding[];
  readonly retryAfter?: number;
  /** A defect of ours: logged, and the caller gets no detail. */
  readonly defect?: true;
}

/** SQLSTATE classes and codes after which the same request may succeed: connection, resources, shutdown, deadlock, timeout. */
const PASSING = /^(08|53|57|58)|^(40001|40P01|55P03|25006)$/;
/** Data that PostgreSQL cannot hold, e.g. a NUL in a string: the sender's mistake. */
const UNHOLDABLE = /^22|^54/;
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EACCES',
]);
const UNREACHABLE_SAID =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after/;

const told = (status: number, code: Finding['code'], message: string): Told => ({
  status,
  findings: [{ severity: 'error', code, message }],
});

/** What a thrown thing means to the caller. Never repeats what was sent. */
export function outcomeOf(error: unknown): Told {
  if (error instanceof FhirFailure)
    return {
      status: error.status,
      findings: error.findings,
      ...(error.status === 503 ? { retryAfter: 1 } : {}),
    };
  const {
    code = '',
    statusCode,
    message = '',
  } = (error ?? {}) as { code?: string; statusCode?: number; message?: string };
  if (isDatabaseAway(code, message))
    return {
      ...told(
        503,
        'transient',
        'The record cannot be reached at the moment. Nothing was changed; try again.',
      ),
      retryAfter: 1,
    };
  if (/^[0-9A-Z]{5}$/.test(code) && UNHOLDABLE.test(code))
    return told(400, 'value', 'A value holds characters or a size that cannot be stored.');
  if (error instanceof RangeError && /call stack/.test(message))
    return told(400, 'structure', 'The body is nested too deeply.');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return told(413, 'too-long', 'The body is larger than 10 MB. Send it in parts.');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return told(415, 'not-supported', 'The body is JSON: application/fhir+json or application/json.');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return told(statusCode, 'invalid', 'The request cannot be read.');
  return { ...told(500, 'exception', 'Something broke on our side. It was noted.'), defect: true };
}

const isDatabaseAway = (code: string, message: string): boolean =>
  UNREACHABLE.has(code) ||
  (/^[0-9A-Z]{5}$/.test(code) && PASSING.test(code)) ||
  UNREACHABLE_SAID.test(message);
