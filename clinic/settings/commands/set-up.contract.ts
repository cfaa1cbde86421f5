import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { Settings } from '../rules/settings.ts';
import { STAFF_ROLES } from '../rules/staff-roles.ts';

/** [S9] The clinic opens: its settings, its rooms and the owner's own entry among the staff. Once. */
export const setUp = contract<{ rooms: string[] }>()({
  name: 'settings/set-up',
  task: 'O01',
  input: z.object({
    settings: Settings,
    rooms: z.array(z.string().trim().min(1).max(40)).min(1).max(40),
    owner: z.object({
      prefix: z.string().trim().max(20),
      given: z.string().trim().min(1).max(60),
      family: z.string().trim().min(1).max(60),
      credential: z.string().trim().max(30),
      role: z.enum(STAFF_ROLES),
    }),
  }),
  refusals: ['already-set-up', 'room-twice'],
});
