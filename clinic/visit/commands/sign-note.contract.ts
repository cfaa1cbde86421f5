import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [N1] Signs the note at the version that was shown, and with it the draft orders of the visit. */
export const signNote = contract<{ composition: string; orders: number }>()({
  name: 'visit/sign-note',
  task: 'P01',
  input: z.object({ encounter: z.string(), version: z.string() }),
  refusals: ['note-missing', 'note-signed', 'note-changed', 'assessment-or-plan', 'diagnosis'],
});
