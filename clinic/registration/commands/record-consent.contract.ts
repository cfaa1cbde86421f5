import { z } from 'zod';
import { contract } from '#capability/contract.ts';

/** [R11] A form signed (picture of the signature, or a typed name), or refused with the reason that was given. */
export const recordConsent = contract<{ consent: string }>()({
  name: 'registration/record-consent',
  task: 'T06',
  input: z.object({
    patient: z.string(),
    form: z.string(),
    signature: z
      .object({ binary: z.string().optional(), typed: z.string().trim().max(120).optional() })
      .optional(),
    refusal: z.string().trim().min(3).max(300).optional(),
  }),
  refusals: ['no-such-form', 'signature-or-refusal'],
  undoable: true,
});
