import { room } from '#capability/room.ts';
import { saveRoomCommand } from './commands/save-room.ts';
import { saveSettingsCommand } from './commands/save-settings.ts';
import { saveStaffCommand } from './commands/save-staff.ts';
import { setUpCommand } from './commands/set-up.ts';
import { clinicSettingsView } from './views/clinic-settings.ts';
import { settingsPageView } from './views/settings-page.ts';

export const settings = room({
  name: 'settings',
  writes: ['Organization', 'Location', 'Practitioner', 'PractitionerRole'],
  commands: [saveSettingsCommand, saveRoomCommand, saveStaffCommand, setUpCommand],
  views: [settingsPageView, clinicSettingsView],
  tables: new URL('./tables/', import.meta.url),
});
