import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Amounts } from '../rules/amounts.ts';
import type { TakingAnswer } from '../rules/medications.ts';
import type { OxygenTarget } from '../rules/oxygen-target.ts';
import type { Qualifiers } from '../rules/vital-observation.ts';
import type { VitalKey } from '../rules/vitals.ts';

export interface VitalRow {
  readonly vital: VitalKey;
  readonly reading: number;
  readonly id: string;
  readonly version: string;
  readonly at: string;
  readonly numbers: readonly number[];
  readonly entered: readonly number[];
  readonly unit: string;
  readonly date: string | undefined;
  readonly qualifiers: Qualifiers;
  readonly amounts: Amounts;
  readonly refused: string | undefined;
  readonly note: string | undefined;
  readonly by: string | undefined;
}

export interface Trend {
  readonly vital: VitalKey;
  /** Before this visit, oldest first. */
  readonly points: readonly { readonly at: string; readonly numbers: readonly number[] }[];
}

export interface AllergyRow {
  readonly id: string;
  readonly substance: string;
  readonly reaction: string | undefined;
  readonly onset: string | undefined;
  readonly severe: 'yes' | 'no';
}

export interface MedicationRow {
  readonly reference: string;
  readonly name: string;
  readonly how: string;
  readonly prescribed: 'yes' | 'no';
  readonly answer: TakingAnswer | undefined;
  readonly reason: string | undefined;
  readonly note: string | undefined;
}

export interface ReviewState {
  /** Instant of the review at this visit. */
  readonly at: string | undefined;
  readonly by: string | undefined;
  /** FHIR date or instant of the last review before it. */
  readonly before: string | undefined;
}

export interface ScreenerRow {
  readonly screener: string;
  readonly status: 'due' | 'in-progress' | 'completed' | 'stopped';
  readonly daysAgo: number | undefined;
  readonly total: number | undefined;
  readonly band: string | undefined;
  readonly actions: readonly string[];
  /** Answer codes by linkId, without the private ones. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

export interface CallRow {
  readonly id: string;
  readonly flags: readonly string[];
  readonly since: string;
  readonly acknowledged: string | undefined;
  readonly by: string | undefined;
  readonly suicidal: 'yes' | 'no';
}

export interface VisitPage {
  readonly encounter: string;
  readonly stage: string;
  /** In milliseconds since the epoch: what the screen's clocks count against. */
  readonly now: number;
  readonly today: string;
  readonly provider: string | undefined;
  readonly assistant: string | undefined;
  readonly room: string | undefined;
  readonly visitType: string | undefined;
  readonly reason: { readonly words: string; readonly onset: string; readonly agenda: readonly string[] };
  readonly patient: {
    readonly id: string;
    readonly birthDate: string | undefined;
    readonly sex: 'male' | 'female' | undefined;
    readonly pregnant: 'yes' | 'no' | undefined;
    /** What was answered at this visit. */
    readonly pregnancySaid: 'yes' | 'no' | 'unsure' | undefined;
    readonly gestationDays: number | undefined;
    /** COPD among the active problems: a reason to ask for a target. */
    readonly copd: 'yes' | 'no';
    /** Saturation a provider ordered, in percent. */
    readonly oxygenTarget: OxygenTarget | undefined;
  };
  /** From which pressure another reading is asked for, and after how many seconds: the clinic's setting. */
  readonly repeat: { readonly systolic: number; readonly diastolic: number; readonly seconds: number };
  readonly units: { readonly weight: 'lb' | 'kg'; readonly length: 'in' | 'cm' };
  readonly barredArms: Readonly<Record<string, string>>;
  readonly vitals: readonly VitalRow[];
  readonly trends: readonly Trend[];
  readonly lastVitals: string | undefined;
  readonly allergies: {
    readonly state: 'not-asked' | 'no-known' | 'no-known-drug' | 'listed';
    readonly rows: readonly AllergyRow[];
    readonly review: ReviewState;
  };
  readonly medications: {
    readonly rows: readonly MedicationRow[];
    readonly review: ReviewState;
    readonly outcome: string | undefined;
  };
  readonly histories: {
    readonly problems: readonly string[];
    readonly procedures: readonly string[];
    readonly family: readonly { readonly relation: string; readonly what: string }[];
    readonly review: ReviewState;
  };
  readonly screeners: readonly ScreenerRow[];
  readonly tobacco: {
    readonly status: string | undefined;
    readonly packYears: number | undefined;
    readonly due: 'yes' | 'no';
    readonly before: string | undefined;
  };
  readonly calls: readonly CallRow[];
  readonly handOver: { readonly task: string; readonly note: string; readonly at: string } | undefined;
}

/** Everything the rooming page shows, in one read. */
export const visitPage = viewContract<VisitPage>()({
  name: 'rooming/visit-page',
  task: 'T08',
  input: z.object({ encounter: z.string().min(1).max(64) }),
  listens: [
    'Encounter',
    'Observation',
    'AllergyIntolerance',
    'MedicationRequest',
    'MedicationStatement',
    'List',
    'Condition',
    'Procedure',
    'FamilyMemberHistory',
    'QuestionnaireResponse',
    'ServiceRequest',
    'Task',
    'Flag',
  ],
});
