import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Settings } from '../rules/settings.ts';

/** The settings as any screen may read them: visit types, limits, forms. */
export const clinicSettings = viewContract<Settings>()({
  name: 'settings/clinic-settings',
  task: 'T48',
  input: z.object({}),
  listens: ['settings'],
});
