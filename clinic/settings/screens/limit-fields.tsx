import { Choice } from '#ui/choice.tsx';
import { Field } from '#ui/field.tsx';
import { Columns, Stack, Text } from '#ui/layout.tsx';
import { Section } from '#ui/page.tsx';
import { useWords } from '#ui/use-words.ts';
import type { Limits } from '../rules/settings.ts';
import css from './settings.module.css';
import { Minutes } from './visit-type-rows.tsx';

const WAITING = [
  'arrived',
  'checked-in',
  'roomed',
  'ready',
  'with-provider',
  'ancillary',
  'discharge-ready',
] as const;
type Stage = (typeof WAITING)[number];
const NUMBERS = [
  'lateMinutes',
  'noShowMinutes',
  'idleMinutes',
  'repeatSystolic',
  'repeatDiastolic',
  'repeatSeconds',
] as const;
const UNITS: Readonly<Record<(typeof NUMBERS)[number], string>> = {
  lateMinutes: 'min',
  noShowMinutes: 'min',
  idleMinutes: 'min',
  repeatSystolic: 'mmHg',
  repeatDiastolic: 'mmHg',
  repeatSeconds: 's',
};

/** [S2, S3] When a clock turns amber and red, when a screen locks, when a pressure is taken again. */
export function LimitFields({
  limits,
  onChange,
  errorAt,
}: {
  limits: Limits;
  onChange: (limits: Limits) => void;
  errorAt: (path: string) => string | undefined;
}) {
  const t = useWords('settings');
  const setWait = (stage: Stage, part: Partial<Limits['waiting'][Stage]>) =>
    onChange({ ...limits, waiting: { ...limits.waiting, [stage]: { ...limits.waiting[stage], ...part } } });
  return (
    <Stack gap={8}>
      <Section title={t('limits.waiting')} note={t('limits.waiting-hint')}>
        <ul className={css.waits}>
          {WAITING.map((stage) => {
            const { amber, red } = limits.waiting[stage];
            return (
              <li key={stage} className={css.wait}>
                <span>{t(`stage.${stage}`)}</span>
                <Scale amber={amber} red={red} />
                <Minutes
                  label={t('limits.amber', { stage: t(`stage.${stage}`) })}
                  value={amber}
                  onChange={(value) => setWait(stage, { amber: value })}
                />
                <Minutes
                  label={t('limits.red', { stage: t(`stage.${stage}`) })}
                  value={red}
                  onChange={(value) => setWait(stage, { red: value })}
                />
                <Text kind="small">{t('minutes')}</Text>
                {errorAt(`limits.waiting.${stage}.red`) && <Text kind="critical">{t('limits.order')}</Text>}
              </li>
            );
          })}
        </ul>
      </Section>
      <Section title={t('limits.other')}>
        <Columns least={220} gap={5}>
          {NUMBERS.map((name) => (
            <Field
              key={name}
              label={t(`limits.${name}`)}
              hint={t(`limits.${name}-hint`)}
              error={errorAt(`limits.${name}`) && t('limits.range')}
            >
              <Minutes
                value={limits[name]}
                unit={UNITS[name]}
                onChange={(value) => onChange({ ...limits, [name]: value })}
              />
            </Field>
          ))}
          <Field label={t('limits.units')} group>
            <Choice
              value={limits.units}
              onChange={(units) => onChange({ ...limits, units })}
              options={[
                { value: 'us', label: t('units.us') },
                { value: 'metric', label: t('units.metric') },
              ]}
            />
          </Field>
        </Columns>
      </Section>
    </Stack>
  );
}

const LONGEST = 60;

/** How a waiting clock goes through ink, amber and red, drawn over an hour. */
function Scale({ amber, red }: { amber: number; red: number }) {
  const share = (minutes: number) => `${(Math.min(minutes, LONGEST) / LONGEST) * 100}%`;
  return (
    <span className={css.scale} aria-hidden="true">
      <span style={{ width: share(amber) }} />
      <span data-tone="amber" style={{ width: `calc(${share(red)} - ${share(amber)})` }} />
      <span data-tone="red" />
    </span>
  );
}
