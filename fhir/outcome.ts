import type { OperationOutcome, OperationOutcomeIssue } from './types.ts';

/** The R4 issue-type codes Medley answers with (http://hl7.org/fhir/R4/valueset-issue-type.html). */
export type IssueCode =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'code-invalid'
  | 'not-found'
  | 'deleted'
  | 'conflict'
  | 'duplicate'
  | 'login'
  | 'suppressed'
  | 'forbidden'
  | 'not-supported'
  | 'too-costly'
  | 'too-long'
  | 'throttled'
  | 'timeout'
  | 'transient'
  | 'exception'
  | 'processing'
  | 'informational'
  | 'business-rule'
  | 'multiple-matches';

export interface Finding {
  severity: 'error' | 'warning' | 'information';
  code: IssueCode;
  /** What is wrong and what to do about it, in one sentence; never patient data. */
  message: string;
  /** FHIRPath of the element, e.g. `Patient.gender` or `Observation.component[1].code`. */
  expression?: string;
}

/** One OperationOutcome out of any number of findings, one issue each. */
export function outcome(...findings: Finding[]): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: findings.map(
      (finding): OperationOutcomeIssue => ({
        severity: finding.severity,
        code: finding.code,
        diagnostics: finding.message,
        details: { text: finding.message },
        ...(finding.expression ? { expression: [finding.expression] } : {}),
      }),
    ),
  };
}

/**
 * A failure that the caller may be told about, as HTTP status and OperationOutcome. Thrown by the floors below the
 * server and rendered once, in `server/`. Anything else that is thrown is a defect and answered as 500 without detail.
 */
export class FhirFailure extends Error {
  readonly status: number;
  readonly findings: readonly Finding[];
  constructor(status: number, ...findings: Finding[]) {
    super(findings[0]?.message ?? `FHIR failure ${status}`);
    this.name = 'FhirFailure';
    this.status = status;
    this.findings = findings;
  }
}

const failure = (status: number, code: IssueCode) => (message: string, expression?: string) =>
  new FhirFailure(status, { severity: 'error', code, message, ...(expression ? { expression } : {}) });

export const badRequest = failure(400, 'invalid');
export const notFound = failure(404, 'not-found');
export const gone = failure(410, 'deleted');
export const versionConflict = failure(412, 'conflict');
export const conflict = failure(409, 'conflict');
export const forbidden = failure(403, 'forbidden');
export const unauthorized = failure(401, 'login');
export const tooCostly = failure(422, 'too-costly');
export const notSupported = failure(400, 'not-supported');
export const unavailable = failure(503, 'transient');
