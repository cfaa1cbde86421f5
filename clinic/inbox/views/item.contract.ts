import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Measurement } from '#clinic/chart/rules/measurement.ts';
import type { Urgency } from '../rules/due.ts';
import type { Kind } from '../rules/kinds.ts';
import type { Attempt, CallReason, ProposalAnswer } from '../rules/outcome.ts';

/** A value with those before it, oldest first, the value itself last. */
export interface ResultValue extends Measurement {
  readonly earlier: readonly { readonly at: string; readonly value: number }[];
}

export interface WorkItem {
  readonly task: string;
  readonly kind: Kind;
  readonly patient: string;
  readonly since: string;
  readonly due: string;
  readonly urgency: Urgency;
  readonly open: boolean;
  /** Who ended it. */
  readonly by: string;
  readonly result:
    | {
        readonly name: string;
        readonly issued: string;
        readonly values: readonly ResultValue[];
        readonly conclusion: string;
      }
    | undefined;
  readonly proposal:
    | {
        readonly medicine: string;
        readonly directions: string;
        readonly active: boolean;
        readonly answer: ProposalAnswer | undefined;
        /** Code of the reason it is not taken, when one was given. */
        readonly reason: string | undefined;
        /** How it is taken instead, in the patient's words. */
        readonly words: string;
        readonly by: string;
      }
    | undefined;
  readonly call:
    | {
        readonly reason: CallReason | undefined;
        readonly words: string;
        readonly by: string;
        readonly phones: readonly {
          readonly number: string;
          readonly use: string;
          readonly voicemail: boolean;
        }[];
        readonly attempts: readonly Attempt[];
        readonly letter: boolean;
      }
    | undefined;
}

/** Everything to decide one piece of work, and nothing of the rest of the chart. */
export const workItem = viewContract<WorkItem>()({
  name: 'inbox/work-item',
  task: 'T30',
  input: z.object({ task: z.string().min(1).max(64) }),
  listens: ['Task', 'DiagnosticReport', 'Observation', 'MedicationRequest', 'MedicationStatement', 'Patient'],
});
