import { useState } from 'react';
import { Field } from '#ui/field.tsx';
import { Columns, Stack } from '#ui/layout.tsx';
import { Table } from '#ui/table.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useWords } from '#ui/use-words.ts';
import type { ConsentForm } from '../rules/settings.ts';

/** [S5] What patients sign, with the version that names its wording. */
export function FormsPart({
  forms,
  onChange,
}: {
  forms: readonly ConsentForm[];
  onChange: (forms: ConsentForm[]) => void;
}) {
  const t = useWords('settings');
  const [open, setOpen] = useState(forms[0]?.code ?? '');
  const form = forms.find(({ code }) => code === open);
  const change = (part: Partial<ConsentForm>) =>
    onChange(forms.map((one) => (one.code === open ? { ...one, ...part } : one)));
  return (
    <Stack gap={6}>
      <Table
        label={t('forms')}
        rows={forms}
        rowKey={({ code }) => code}
        selected={open}
        onOpen={({ code }) => setOpen(code)}
        columns={[
          { key: 'en', title: t('form.en'), cell: ({ en }) => en },
          { key: 'es', title: t('form.es'), cell: ({ es }) => es },
          { key: 'version', title: t('form.version'), cell: ({ version }) => version },
        ]}
      />
      {form && (
        <Stack gap={4}>
          <Field label={t('form.version')} hint={t('form.version-hint')}>
            <TextBox
              value={form.version}
              onChange={(version) => change({ version })}
              maxLength={20}
              chars={14}
            />
          </Field>
          <Columns least={300} gap={5}>
            <Field label={t('form.text-en')}>
              <TextBox
                lines={6}
                value={form.text.en}
                onChange={(en) => change({ text: { ...form.text, en } })}
                maxLength={8000}
              />
            </Field>
            <Field label={t('form.text-es')}>
              <TextBox
                lines={6}
                value={form.text.es}
                onChange={(es) => change({ text: { ...form.text, es } })}
                maxLength={8000}
              />
            </Field>
          </Columns>
        </Stack>
      )}
    </Stack>
  );
}
