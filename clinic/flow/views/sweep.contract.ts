import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Stage } from '#fhir/medley.ts';

export interface Stuck {
  readonly encounter: string;
  readonly patient: string;
  readonly name: string;
  readonly stage: Stage;
  readonly since: string;
  /** Was she ever with the provider? Then the visit ends as checked out, else as left. */
  readonly seen: boolean;
}

/** [B12] Visits of earlier days that nobody ended. */
export const sweepView = viewContract<readonly Stuck[]>()({
  name: 'flow/sweep',
  task: 'T48',
  input: z.object({}),
  listens: ['Encounter'],
});
