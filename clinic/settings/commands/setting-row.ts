import type { Statement } from '#record/record.ts';
import type { Settings } from '../rules/settings.ts';

/** [S6] The row of a new version; two hands at once meet at the primary key. */
export const settingRow = (
  { clinic, now, who }: { clinic: { id: number }; now: Date; who: { reference: string } },
  { version, settings }: { version: number; settings: Settings },
): Statement => ({
  sql: 'insert into room_settings.setting (clinic, version, at, by, value) values ($1, $2, $3, $4, $5)',
  values: [clinic.id, version, now.toISOString(), who.reference, JSON.stringify(settings)],
});
