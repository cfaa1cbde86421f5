import { Field } from '#ui/field.tsx';
import { Columns, Stack } from '#ui/layout.tsx';
import { Select, TextBox } from '#ui/text-box.tsx';
import { useWords } from '#ui/use-words.ts';
import type { Clinic } from '../rules/settings.ts';
import { STATES, ZONES, zoneOfState } from '../rules/states.ts';

/** `America/New_York` as people say it: `Eastern Time (New York)`, in the language of the screen. */
export function zoneName(zone: string, language: string): string {
  const words = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${words ?? zone} (${zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')})`;
}

/** [S1] Who the clinic is. The zone follows the state until it is chosen by hand. */
export function ClinicFields({
  clinic,
  onChange,
  errorAt,
}: {
  clinic: Clinic;
  onChange: (clinic: Clinic) => void;
  errorAt: (field: keyof Clinic) => string | undefined;
}) {
  const t = useWords('settings');
  const set =
    <Name extends keyof Clinic>(name: Name) =>
    (value: string) =>
      onChange({ ...clinic, [name]: value });
  const setState = (state: string) => {
    const followed = clinic.state === '' || clinic.zone === zoneOfState(clinic.state);
    onChange({ ...clinic, state, zone: followed ? zoneOfState(state) : clinic.zone });
  };
  const language = t('language');
  return (
    <Stack gap={5}>
      <Field label={t('clinic.name')} error={errorAt('name')} hint={t('clinic.name-hint')}>
        <TextBox value={clinic.name} onChange={set('name')} maxLength={120} autoComplete="organization" />
      </Field>
      <Columns least={240} gap={5}>
        <Field label={t('clinic.state')} error={errorAt('state')}>
          <Select
            value={clinic.state}
            onChange={setState}
            placeholder={t('choose')}
            options={STATES.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Field>
        <Field label={t('clinic.zone')} error={errorAt('zone')} hint={t('clinic.zone-hint')}>
          <Select
            value={clinic.zone}
            onChange={set('zone')}
            options={ZONES.map((zone) => ({ value: zone, label: zoneName(zone, language) }))}
          />
        </Field>
      </Columns>
      <Columns least={240} gap={5}>
        <Field label={t('clinic.line')} error={errorAt('line')}>
          <TextBox value={clinic.line} onChange={set('line')} maxLength={120} autoComplete="street-address" />
        </Field>
        <Field label={t('clinic.city')} error={errorAt('city')}>
          <TextBox value={clinic.city} onChange={set('city')} maxLength={80} />
        </Field>
      </Columns>
      <Columns least={240} gap={5}>
        <Field label={t('clinic.postal-code')} error={errorAt('postalCode')}>
          <TextBox value={clinic.postalCode} onChange={set('postalCode')} maxLength={10} chars={12} />
        </Field>
        <Field label={t('clinic.phone')} error={errorAt('phone')} hint={t('clinic.phone-hint')}>
          <TextBox value={clinic.phone} onChange={set('phone')} type="tel" maxLength={40} />
        </Field>
      </Columns>
    </Stack>
  );
}
