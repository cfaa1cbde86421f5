import { z } from 'zod';
import { contract } from '#capability/contract.ts';

export const DOCUMENT_TYPES = [
  'referral',
  'outside-record',
  'result',
  'form',
  'letter',
  'identification',
  'other',
] as const;

/** [F1] Files an uploaded PDF or picture with a patient. */
export const fileDocument = contract<{ document: string }>()({
  name: 'documents/file-document',
  task: 'T45',
  input: z.object({
    patient: z.string(),
    binary: z.string(),
    contentType: z.enum(['application/pdf', 'image/jpeg', 'image/png', 'image/webp']),
    type: z.enum(DOCUMENT_TYPES),
    title: z.string().trim().min(2).max(120),
    date: z.iso.date(),
  }),
  refusals: ['in-the-future', 'other-patient', 'filed-already'],
  undoable: true,
});
