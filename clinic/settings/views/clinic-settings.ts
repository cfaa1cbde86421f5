import { view } from '#capability/command.ts';
import { readSettings } from '../public.ts';
import { clinicSettings } from './clinic-settings.contract.ts';

export const clinicSettingsView = view(clinicSettings, 20, (context) => readSettings(context));
