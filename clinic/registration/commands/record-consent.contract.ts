import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { SIGNER_KINDS } from '../rules/form-policy.ts';

/** [R11] [R22] [R24] A form signed (picture of the signature, or a typed name), or refused with the reason that was given. */
export const recordConsent = contract<{ consent: string }>()({
  name: 'registration/record-consent',
  task: 'T06',
  input: z.object({
    patient: z.string(),
    form: z.string(),
    /** The version that was read; another one is in use by now: refused. */
    version: z.string().optional(),
    /** The language it was read in; English unless said. */
    language: z.enum(['en', 'es']).optional(),
    signature: z
      .object({ binary: z.string().optional(), typed: z.string().trim().max(120).optional() })
      .optional(),
    refusal: z.string().trim().min(3).max(300).optional(),
    /** Who signed or refused, when that was not the patient. */
    signer: z
      .object({ name: z.string().trim().min(2).max(120), relationship: z.enum(SIGNER_KINDS) })
      .optional(),
  }),
  refusals: ['no-such-form', 'signature-or-refusal', 'signer-needed'],
  undoable: true,
  whileTurned: true,
});
