import { useState } from 'react';
import { walkIn } from '#clinic/flow/public.ts';
import type { FoundPatient } from '#clinic/registration/views/find-patient.contract.ts';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { Columns, Stack } from '#ui/layout.tsx';
import { Select, TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { useWords } from '#ui/use-words.ts';
import type { Day } from '../views/day.contract.ts';
import { PatientPicker } from './patient-picker.tsx';

/** Somebody stands at the desk without an appointment: who, why, and who sees her. */
export function WalkInDialog({ day, close }: { day: Day; close: () => void }) {
  const t = useWords('scheduling');
  const { language } = useFormat();
  const [patient, setPatient] = useState<FoundPatient>();
  const [reason, setReason] = useState('');
  const [kind, setKind] = useState(
    day.visitTypes.find(({ code }) => code === 'urgent')?.code ?? day.visitTypes[0]?.code ?? '',
  );
  const [provider, setProvider] = useState(
    day.providers.find(({ onSite }) => onSite)?.id ?? day.providers[0]?.id ?? '',
  );
  const add = useCommand(walkIn, { quiet: true });
  const missing = !patient
    ? t('missing.patient')
    : reason.trim().length < 2
      ? t('missing.why-today')
      : undefined;
  const save = async () => {
    if (!patient || missing) return;
    const outcome = await add.run({ patient: patient.id, provider, visitType: kind, reason });
    if (outcome.ok) close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('walk-in.title')}
      actions={
        <>
          <Button onClick={close}>{t('close')}</Button>
          <Button
            tone="primary"
            keys="ctrl+enter"
            disabled={missing !== undefined}
            why={missing ?? ''}
            busy={add.state === 'saving'}
            onClick={() => void save()}
          >
            {t('walk-in.do')}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <Field label={t('patient')} error={add.errorAt('patient')}>
          <PatientPicker chosen={patient} onPick={setPatient} />
        </Field>
        <Field label={t('why-today')} hint={t('why-today.hint')}>
          <TextBox value={reason} onChange={setReason} maxLength={300} onEnter={() => void save()} />
        </Field>
        <Columns least={200} gap={4}>
          <Field label={t('kind')} error={add.errorAt('visitType')}>
            <Select
              value={kind}
              onChange={setKind}
              options={day.visitTypes.map((one) => ({
                value: one.code,
                label: language === 'es' ? one.es : one.en,
              }))}
            />
          </Field>
          <Field label={t('provider')} error={add.errorAt('provider')}>
            <Select
              value={provider}
              onChange={setProvider}
              options={day.providers.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        </Columns>
      </Stack>
    </Dialog>
  );
}
