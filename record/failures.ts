import { FhirFailure, tooCostly, unavailable } from '#fhir/outcome.ts';
import { STATEMENT_TIMEOUT_MS } from './pool.ts';

/** PostgreSQL's error code, when it is one. */
export const sqlState = (problem: unknown): string | undefined => {
  const code = (problem as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
};

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  // Shutting down, crashed, starting; too many connections; disk full; out of memory; input or output failed.
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '53100',
  '53200',
  '53300',
  '58030',
  // Read only: a replica that was not promoted yet.
  '25006',
]);
const LOST =
  /^Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|timeout expired/;

/**
 * What a caller is told of a failure of the database: 503 while it is away, 422 too-costly when a statement ran out of
 * its time. Anything else is given back as it came.
 */
export function asFailure(problem: unknown): unknown {
  if (problem instanceof FhirFailure) return problem;
  const code = sqlState(problem);
  const away =
    (code !== undefined && (AWAY.has(code) || code.startsWith('08'))) ||
    (problem instanceof Error && LOST.test(problem.message));
  if (away) return unavailable('The record is not reachable at the moment. Try again in a few seconds.');
  if (code === '57014')
    return tooCostly(
      `The question takes longer than ${STATEMENT_TIMEOUT_MS / 1_000} seconds. Narrow it, for example by patient or by date.`,
    );
  return problem;
}

/** Runs, and turns failures of the database into what callers may be told. */
export async function asking<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (problem) {
    throw asFailure(problem);
  }
}
