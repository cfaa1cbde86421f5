import { z } from 'zod';
import { contract } from '#capability/contract.ts';
import { Settings } from '../rules/settings.ts';

/** [S6] New settings on top of the version that was seen. */
export const saveSettings = contract<{ version: number }>()({
  name: 'settings/save-settings',
  task: 'O01',
  input: z.object({ base: z.int().min(0), settings: Settings }),
  refusals: ['changed-since', 'code-vanished'],
});
