import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Text } from '#ui/layout.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Saved } from '#ui/saved.tsx';
import { Loaded } from '#ui/state.tsx';
import { Tabs } from '#ui/tabs.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useKeys } from '#ui/use-keys.ts';
import { usePlace } from '#ui/use-place.ts';
import { useView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { saveSettings } from '../commands/save-settings.contract.ts';
import type { Settings } from '../rules/settings.ts';
import { type SettingsPage, settingsPage } from '../views/settings-page.contract.ts';
import { ClinicFields } from './clinic-fields.tsx';
import { ClinicSketch } from './clinic-sketch.tsx';
import { FormsPart } from './forms-part.tsx';
import { LimitFields } from './limit-fields.tsx';
import { RoomsPart } from './rooms-part.tsx';
import { StaffPart } from './staff-part.tsx';
import { VisitTypeRows } from './visit-type-rows.tsx';

const PARTS = ['clinic', 'rooms', 'staff', 'visit-types', 'limits', 'forms'] as const;
type Part = (typeof PARTS)[number];

export default function SettingsScreen() {
  const view = useView(settingsPage, {});
  return <Loaded view={view}>{(page) => <Parts page={page} />}</Loaded>;
}

function Parts({ page }: { page: SettingsPage }) {
  const t = useWords('settings');
  const { date, time } = useFormat();
  const { search, setSearch } = usePlace();
  const part = PARTS.find((one) => one === search.part) ?? 'clinic';
  const save = useCommand(saveSettings);
  const [edited, setEdited] = useState<{ base: number; settings: Settings }>();
  const settings = edited?.settings ?? page.settings;
  const change = (next: Partial<Settings>) =>
    setEdited({ base: edited?.base ?? page.version, settings: { ...settings, ...next } });
  const errorAt = (path: string) => save.errorAt(`settings.${path}`);
  const keep = async () => {
    if (!edited) return;
    const answer = await save.run(edited);
    if (answer.ok) setEdited(undefined);
  };
  useKeys(
    Object.fromEntries(
      PARTS.map((one, at) => [`alt+${at + 1}`, { label: t(one), run: () => setSearch({ part: one }) }]),
    ),
  );
  return (
    <Page
      title={t('title')}
      meta={
        page.saved && (
          <Text kind="small">
            {t('saved-by', { by: page.saved.by, date: date(page.saved.at), time: time(page.saved.at) })}
          </Text>
        )
      }
      aside={
        <ClinicSketch
          clinic={settings.clinic}
          rooms={page.rooms.filter(({ closed }) => !closed).map(({ name }) => name)}
          staff={page.staff
            .filter(({ active }) => active)
            .map(({ display, role }) => ({ name: display, role: role ? t(`role.${role}`) : '' }))}
          types={settings.visitTypes}
        />
      }
      foot={
        edited && (
          <>
            <Text kind="quiet">{t('not-saved')}</Text>
            <span style={{ display: 'flex', gap: 'var(--s2)', alignItems: 'center' }}>
              <Saved state={save.state === 'saved' ? 'idle' : save.state} retry={save.retry} />
              <Button onClick={() => setEdited(undefined)}>{t('discard')}</Button>
              <Button tone="primary" keys="ctrl+enter" onClick={() => void keep()}>
                {t('save')}
              </Button>
            </span>
          </>
        )
      }
    >
      <Tabs
        label={t('title')}
        value={part}
        onChange={(next: Part) => setSearch({ part: next })}
        tabs={PARTS.map((one) => ({ value: one, label: t(one) }))}
      />
      <Section title={t(part)} note={t(`${part}.note`)}>
        {part === 'clinic' && (
          <ClinicFields
            clinic={settings.clinic}
            onChange={(clinic) => change({ clinic })}
            errorAt={(field) => errorAt(`clinic.${field}`) && t(`clinic.wrong.${field}`)}
          />
        )}
        {part === 'rooms' && <RoomsPart rooms={page.rooms} />}
        {part === 'staff' && <StaffPart staff={page.staff} />}
        {part === 'visit-types' && (
          <VisitTypeRows types={settings.visitTypes} onChange={(visitTypes) => change({ visitTypes })} />
        )}
        {part === 'limits' && (
          <LimitFields limits={settings.limits} onChange={(limits) => change({ limits })} errorAt={errorAt} />
        )}
        {part === 'forms' && <FormsPart forms={settings.forms} onChange={(forms) => change({ forms })} />}
      </Section>
    </Page>
  );
}
