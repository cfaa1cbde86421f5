import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { SummaryFacts, SummaryLanguage } from '../rules/summary.ts';

export interface CheckOutPage {
  readonly encounter: string;
  readonly patient: string;
  readonly stage: string;
  readonly provider: string;
  /** Id of the attending Practitioner, for the next booking; '' when none. */
  readonly providerId: string;
  readonly visitType: string;
  /** [K2] The patient's language when Medley speaks it. */
  readonly language: SummaryLanguage;
  /** BCP-47 tag of a preferred language that Medley does not speak; '' otherwise. */
  readonly unspoken: string;
  /** The summary in the patient's language and in English. */
  readonly facts: SummaryFacts;
  readonly summary: {
    readonly binary: string;
    readonly at: string;
    readonly language: string;
    readonly signed: boolean;
  } | null;
}

export const checkOutPage = viewContract<CheckOutPage>()({
  name: 'checkout/check-out-page',
  task: 'T28',
  input: z.object({ encounter: z.string() }),
  listens: [
    'Encounter',
    'Composition',
    'ServiceRequest',
    'Appointment',
    'DocumentReference',
    'MedicationStatement',
    'Condition',
  ],
});
