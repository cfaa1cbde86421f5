import { z } from 'zod';
import { viewContract } from '#capability/contract.ts';
import type { Settings } from '../rules/settings.ts';
import type { StaffRole } from '../rules/staff-roles.ts';

export interface RoomRow {
  readonly id: string;
  readonly name: string;
  readonly closed: boolean;
  readonly inUse: boolean;
}
export interface StaffRow {
  readonly id: string;
  readonly display: string;
  readonly prefix: string;
  readonly given: string;
  readonly family: string;
  readonly credential: string;
  readonly role: StaffRole | '';
  readonly active: boolean;
}
export interface SettingsPage {
  readonly version: number;
  /** Who saved the version and when; absent before the first. */
  readonly saved?: { readonly by: string; readonly at: string };
  readonly settings: Settings;
  readonly rooms: readonly RoomRow[];
  readonly staff: readonly StaffRow[];
}

/** Everything the settings screen shows. */
export const settingsPage = viewContract<SettingsPage>()({
  name: 'settings/settings-page',
  task: 'O01',
  input: z.object({}),
  listens: ['settings', 'clinic', 'Location', 'Practitioner', 'PractitionerRole'],
});
