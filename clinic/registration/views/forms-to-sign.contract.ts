import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';

export interface FormToSign {
  readonly code: string;
  readonly version: string;
  readonly en: string;
  readonly es: string;
  readonly text: { readonly en: string; readonly es: string };
}

/** All that the screen knows while it is turned to the patient. */
export interface FormsToSign {
  readonly firstName: string;
  /** The language she is spoken to in. */
  readonly language: 'en' | 'es';
  /** Somebody else signs for her. */
  readonly minor: boolean;
  readonly forms: readonly FormToSign[];
}

/** [R11] The forms that are due, with their words. */
export const formsToSign = viewContract<FormsToSign>()({
  name: 'registration/forms-to-sign',
  task: 'T06',
  input: z.object({ patient: z.string() }),
  listens: ['Consent', 'settings'],
  whileTurned: true,
});
