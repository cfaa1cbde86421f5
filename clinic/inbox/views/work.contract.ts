import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Level } from '#clinic/chart/rules/measurement.ts';
import type { Urgency } from '../rules/due.ts';
import type { Kind } from '../rules/kinds.ts';

export interface WorkLine {
  readonly task: string;
  readonly kind: Kind;
  readonly patient: { readonly id: string; readonly name: string; readonly birthDate: string | undefined };
  /** Of the result, the medicine, or the provider's words of a call. */
  readonly what: string;
  /** Worst value of a result. */
  readonly level: Level | undefined;
  readonly urgency: Urgency;
  readonly since: string;
  readonly due: string;
  readonly overdue: boolean;
  /** Whose it is; undefined: whoever comes first. */
  readonly owner: string | undefined;
  readonly mine: boolean;
  /** Tries of a call. */
  readonly attempts: number;
}

/** [B1, B2] What waits for somebody of her roles, what is due first at the top. */
export const work = viewContract<{ readonly lines: readonly WorkLine[] }>()({
  name: 'inbox/work',
  task: 'T30',
  input: z.object({ whose: z.enum(['mine', 'all']) }),
  listens: ['Task', 'DiagnosticReport'],
});

/** How many of them are hers: the number on the rail. */
export const workCount = viewContract<{ readonly count: number }>()({
  name: 'inbox/work-count',
  task: 'T30',
  input: z.object({}),
  listens: ['Task'],
});
