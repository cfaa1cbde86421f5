import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Profile } from '../rules/profile.ts';

export interface ProfilePage {
  readonly patient: string;
  /** Of the Patient: what a change says it was opened at. */
  readonly version: number;
  /** Who wrote that version; '' when that was no person of the clinic. */
  readonly by: string;
  readonly profile: Profile;
}

/** Who the patient is and how she is reached, as the form edits it. */
export const profile = viewContract<ProfilePage>()({
  name: 'registration/profile',
  task: 'T03',
  input: z.object({ patient: z.string() }),
  listens: ['Patient', 'RelatedPerson'],
});
