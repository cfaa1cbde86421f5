import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { ConfirmedField } from '../rules/fields.ts';

export interface CoverageLine {
  readonly id: string;
  readonly payer: string;
  readonly plan: string;
  readonly memberId: string;
  readonly group: string;
  readonly relationship: string;
  /** Who holds the policy, when that is not the patient. */
  readonly subscriberName: string;
  readonly subscriberBirthDate: string;
  /** 1 primary, 2 secondary, 3 tertiary; no two the same. */
  readonly order: number;
  /** Binary ids of the newest card pictures; '' when there are none. */
  readonly front: string;
  readonly back: string;
}

export interface FormLine {
  readonly code: string;
  readonly version: string;
  readonly en: string;
  readonly es: string;
  readonly text: { readonly en: string; readonly es: string };
  readonly state: 'due' | 'signed' | 'refused';
  /** FHIR dateTime of the signature or refusal; '' when due. */
  readonly on: string;
  /** Who signed in the patient's place; '' when she did. */
  readonly by: string;
  /** The privacy notice: acknowledged, not agreed to. */
  readonly notice: boolean;
}

export interface Profile {
  readonly family: string;
  readonly given: string;
  readonly preferred: string;
  readonly birthDate: string;
  readonly sex: 'female' | 'male' | 'other' | 'unknown';
  readonly pronouns: string;
  readonly phone: string;
  readonly mayText: boolean;
  readonly email: string;
  readonly line: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly language: string;
}

export interface CheckInPage {
  readonly patient: string;
  readonly encounter: string;
  readonly stage: string;
  readonly name: string;
  readonly profile: Profile;
  readonly fields: readonly {
    readonly field: ConfirmedField;
    readonly on: string;
    readonly by: string;
    readonly due: boolean;
    /** Not confirmed for a year, or never: "all unchanged" passes it by. */
    readonly alone: boolean;
  }[];
  readonly coverages: readonly CoverageLine[];
  readonly forms: readonly FormLine[];
  /** Integer cents; null when nothing was noted. */
  readonly copayCents: number | null;
}

/** [R10] What is to be confirmed when a patient comes, or, without a visit, her profile. */
export const checkInPage = viewContract<CheckInPage>()({
  name: 'registration/check-in-page',
  task: 'T03',
  input: z.object({ encounter: z.string().optional(), patient: z.string().optional() }),
  listens: ['Patient', 'Encounter', 'Coverage', 'Consent', 'DocumentReference', 'settings'],
});
