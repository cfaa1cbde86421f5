import { z } from 'zod';
import { contract } from '#capability/contract.ts';

export const person = z.object({
  family: z.string().trim().min(1).max(80),
  given: z.string().trim().min(1).max(80),
  preferred: z.string().trim().max(80).default(''),
  birthDate: z.iso.date(),
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  pronouns: z.string().trim().max(40).default(''),
  phone: z.string().trim().max(40).default(''),
  mayText: z.boolean().default(false),
  email: z.union([z.literal(''), z.email()]).default(''),
  line: z.string().trim().max(120).default(''),
  city: z.string().trim().max(80).default(''),
  state: z.string().trim().max(2).default(''),
  postalCode: z.string().trim().max(10).default(''),
  language: z.string().trim().max(10).default('en'),
});

/** [R5] A new patient. With `sure`, why this is nobody who is here already. */
export const createPatient = contract<{ patient: string; mrn: string }>()({
  name: 'registration/create-patient',
  task: 'T03',
  input: person.extend({ sure: z.string().trim().min(3).max(200).optional() }),
  refusals: ['looks-like', 'born-in-future', 'too-old', 'phone-unreadable', 'only-leads-override'],
  undoable: true,
});
