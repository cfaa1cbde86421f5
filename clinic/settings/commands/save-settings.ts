import { CLINIC_TOPIC, writeClinicFacts } from '#capability/clinic-facts.ts';
import { command } from '#capability/command.ts';
import { readVersion } from '../public.ts';
import { vanishedCode } from '../rules/vanished-code.ts';
import { clinicResources } from './clinic-resources.ts';
import { saveSettings } from './save-settings.contract.ts';
import { settingRow } from './setting-row.ts';

export const saveSettingsCommand = command(saveSettings, async (context, { base, settings }) => {
  const { version, settings: before } = await readVersion(context);
  if (version !== base) return context.refuse('changed-since', '', { version });
  const gone = vanishedCode(before, settings);
  if (gone) return context.refuse('code-vanished', gone.at, { code: gone.code });
  const { name, zone, state } = settings.clinic;
  return {
    save: await clinicResources(context, settings.clinic),
    statements: [
      settingRow(context, { version: version + 1, settings }),
      writeClinicFacts({ ...context.clinic, name, zone, state }),
    ],
    announce: [CLINIC_TOPIC, 'settings'],
    result: { version: version + 1 },
  };
});
