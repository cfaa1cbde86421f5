import type { Finding, IssueCode } from '../outcome.ts';

/** What a validation gathers, and what its parts need to know of the whole. */
export interface Report {
  readonly findings: Finding[];
  /** The outermost resource: `#id` references lead into its `contained`. */
  readonly root: unknown;
  /** The resource that the element being checked belongs to: the outermost, a contained one, or a Bundle's. */
  resource: unknown;
  /** Fragments (`#id`) that were referred to. */
  readonly fragments: Set<string>;
  /** Severity of what is found now; warnings while foreign data is held against a profile. */
  severity: Finding['severity'];
  depth: number;
}

export type Json = Readonly<Record<string, unknown>>;
/** Checks one value that stands at `path`, e.g. `Patient.name[0]`. */
export type Check = (value: unknown, path: string, report: Report) => void;

export const newReport = (root: unknown): Report => ({
  findings: [],
  root,
  resource: root,
  fragments: new Set(),
  severity: 'error',
  depth: 0,
});

/** Findings beyond this many help nobody and would let a hostile resource make megabytes of them. */
const MOST_FINDINGS = 200;

export function report(to: Report, code: IssueCode, at: { path: string; message: string }): void {
  if (to.findings.length < MOST_FINDINGS)
    to.findings.push({
      severity: to.severity,
      code,
      message: `${at.path}: ${at.message}`,
      expression: at.path,
    });
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
