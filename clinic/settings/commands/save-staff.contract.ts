import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { STAFF_ROLES } from '../rules/staff-roles.ts';

/** [S8] Somebody of the staff: who she is and what she is here. Her account is the gate's. */
export const saveStaff = contract<{ practitioner: string }>()({
  name: 'settings/save-staff',
  task: 'O01',
  input: z.object({
    practitioner: z.string().max(64).optional(),
    prefix: z.string().trim().max(20),
    given: z.string().trim().min(1).max(60),
    family: z.string().trim().min(1).max(60),
    /** Credential after the name: `CMA (AAMA)`, `MD`. */
    credential: z.string().trim().max(30),
    role: z.enum(STAFF_ROLES),
    active: z.boolean(),
  }),
  refusals: ['last-of-clinic'],
});
