import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { AllergyLine, AllergyState, Line } from '#clinic/chart/rules/lists.ts';
import type { Measurement } from '#clinic/chart/rules/measurement.ts';
import type { MissingForSignature } from '../rules/may-be-signed.ts';
import type { NoteText } from '../rules/note.ts';

export interface HandOff {
  readonly note: string;
  /** Instant at which the assistant said "ready"; '' when she has not. */
  readonly readyAt: string;
  readonly by: string;
  readonly vitals: readonly Measurement[];
  readonly screeners: readonly Measurement[];
  readonly medicationsReviewed: string;
  readonly medicationChanges: readonly {
    readonly title: string;
    readonly says: string;
    readonly reason: string;
  }[];
}

export interface Diagnosis {
  readonly condition: string;
  readonly code: string;
  readonly display: string;
  readonly rank: number;
}

export interface Order {
  readonly type: 'ServiceRequest' | 'MedicationRequest';
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly directions: string;
  readonly priority: string;
  readonly status: string;
}

export interface Note {
  readonly id: string;
  readonly version: string;
  readonly signed: boolean;
  readonly signedAt: string;
  readonly signedBy: string;
  /** Who typed it for the author. */
  readonly documentedBy: readonly string[];
  readonly text: NoteText;
}

export interface VisitPage {
  readonly encounter: string;
  readonly patient: string;
  readonly status: string;
  readonly stage: string;
  readonly visitType: string;
  readonly start: string;
  readonly reasons: readonly string[];
  readonly provider: { readonly id: string; readonly display: string } | null;
  readonly handOff: HandOff;
  readonly problems: readonly Line[];
  readonly medications: readonly Line[];
  readonly allergies: readonly AllergyLine[];
  readonly allergyState: AllergyState;
  readonly allergiesReviewed: string;
  readonly note: Note | null;
  readonly addenda: readonly {
    readonly id: string;
    readonly at: string;
    readonly by: string;
    readonly text: string;
  }[];
  readonly diagnoses: readonly Diagnosis[];
  readonly orders: readonly Order[];
  readonly missing: readonly MissingForSignature[];
}

/** Everything the provider's page shows, in one read. */
export const visitPage = viewContract<VisitPage>()({
  name: 'visit/visit-page',
  task: 'T13',
  input: z.object({ encounter: z.string() }),
  listens: [
    'Encounter',
    'Composition',
    'Condition',
    'Observation',
    'Task',
    'MedicationRequest',
    'MedicationStatement',
    'ServiceRequest',
    'AllergyIntolerance',
    'List',
  ],
});
