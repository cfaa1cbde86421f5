import type { z } from 'zod';
import type { Refused } from './contract.ts';

/** One field that is wrong and why. `at` is its path in the input, e.g. `readings.0.value`. */
export interface Issue {
  readonly at: string;
  readonly message: string;
}

/** What a command came to. What the gate forbids is thrown (`GateRefusal`), what is broken too. */
export type CommandAnswer =
  | { readonly kind: 'done'; readonly result: unknown; readonly undo?: string }
  | ({ readonly kind: 'refused' } & Refused)
  | { readonly kind: 'issues'; readonly issues: readonly Issue[] }
  /** Others kept changing what it writes: nothing was written. */
  | { readonly kind: 'changed-meanwhile' };

export type ViewAnswer =
  | { readonly kind: 'done'; readonly data: unknown }
  /** The same, already written as JSON. */
  | { readonly kind: 'written'; readonly json: string }
  | { readonly kind: 'issues'; readonly issues: readonly Issue[] };

/** Issues of a failed check, one for each field. */
export const issuesOf = (error: z.ZodError): Issue[] =>
  error.issues.map(({ path, message }) => ({ at: path.join('.'), message }));
