import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import type { Profile } from '../rules/profile.ts';

const text = (most: number) => z.string().trim().max(most);

/** Every field of the form, as it may be typed. */
export const personFields = {
  given: text(80).min(1),
  family: text(80).min(1),
  suffix: text(20),
  preferred: text(80),
  birthDate: z.iso.date(),
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  genderIdentity: text(20),
  pronouns: text(40),
  race: z.array(text(10)).max(6).readonly(),
  ethnicity: text(10),
  language: text(10).min(2),
  interpreter: z.enum(['', 'yes', 'no']),
  phone: text(40),
  mayText: z.boolean(),
  mayVoicemail: z.boolean(),
  otherPhone: text(40),
  email: z.union([z.literal(''), z.email().max(120)]),
  line: text(120),
  unit: text(80),
  city: text(80),
  state: text(2),
  postalCode: text(10),
  mbi: text(20),
  emergencyName: text(120),
  emergencyPhone: text(40),
  emergencyRelation: text(10),
  guardianName: text(120),
  guardianPhone: text(40),
  guardianRelation: text(10),
  guarantorName: text(120),
  guarantorPhone: text(40),
  guarantorRelation: text(10),
  photo: text(64),
} satisfies Readonly<Record<keyof Profile, z.ZodType>>;

/** What stops a person's data from being saved, whether they are new or were changed. */
export const PERSON_REFUSALS = [
  'born-in-future',
  'too-old',
  'phone-unreadable',
  'medicare-number-wrong',
  'looks-like',
  'same-medicare-number',
  'similar-name',
  'only-leads-override',
] as const;

/** [R5] A new patient. With `sure`, why this is nobody who is here already. */
export const createPatient = contract<{ patient: string; mrn: string }>()({
  name: 'registration/create-patient',
  task: 'T03',
  input: z
    .object(personFields)
    .partial()
    .extend({
      given: personFields.given,
      family: personFields.family,
      birthDate: personFields.birthDate,
      sure: text(200).min(3).optional(),
    }),
  refusals: PERSON_REFUSALS,
  undoable: true,
});
