import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { PERSON_REFUSALS, personFields } from './create-patient.contract.ts';

/** As the form was opened; what the record holds was not checked then as it is now. */
const anyValue = z.union([z.string(), z.boolean(), z.array(z.string()).readonly()]);

/**
 * [R31] Demographics as they were changed: only the fields that were typed into, each with the value that the form was
 * opened with. What somebody else changed meanwhile in the same field is refused there; the rest is merged.
 */
export const updatePatient = contract<{ version: number }>()({
  name: 'registration/update-patient',
  task: 'T03',
  input: z.object({
    patient: z.string(),
    /** Of the Patient, as the form was opened. */
    version: z.number().int().min(1),
    was: z.partialRecord(z.enum(Object.keys(personFields) as [keyof typeof personFields]), anyValue),
    now: z.object(personFields).partial(),
    sure: z.string().trim().min(3).max(200).optional(),
  }),
  refusals: [...PERSON_REFUSALS, 'changed-by-other'],
  undoable: true,
});
