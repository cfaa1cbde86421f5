/** What other rooms may ask of the settings. */
import type { ViewContext } from '#capability/command.ts';
import { readStored } from './rules/default-settings.ts';
import type { Clinic, Settings } from './rules/settings.ts';

export { settingRow } from './commands/setting-row.ts';
export { defaultSettings } from './rules/default-settings.ts';
export type { Clinic, ConsentForm, Limits, Settings, VisitType } from './rules/settings.ts';

type Reader = Pick<ViewContext, 'rows' | 'clinic'>;

/** The settings in force; the defaults where the clinic has decided nothing. One row by primary key. */
export async function readSettings(context: Reader): Promise<Settings> {
  return (await readVersion(context)).settings;
}

/** The settings in force with the number of their version, 0 when nothing was ever saved. */
export async function readVersion({
  rows,
  clinic,
}: Reader): Promise<{ version: number; settings: Settings }> {
  const [row] = await rows<{ version: number; value: unknown }>(
    'select version, value from room_settings.setting where clinic = $1 order by version desc limit 1',
    [clinic.id],
  );
  const bare: Clinic = {
    name: clinic.name,
    zone: clinic.zone,
    state: clinic.state,
    line: '',
    city: '',
    postalCode: '',
    phone: '',
  };
  return { version: row?.version ?? 0, settings: readStored(row?.value, bare) };
}
