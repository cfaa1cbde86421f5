import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Choice } from '#ui/choice.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { Stack } from '#ui/layout.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useWords } from '#ui/use-words.ts';
import { cancelVisit } from '../commands/cancel-visit.contract.ts';
import type { Visit } from '../views/day.contract.ts';

/** Why a visit is not happening; the reasons a front desk hears most are one press. */
export function CancelDialog({ visit, close }: { visit: Visit; close: () => void }) {
  const t = useWords('scheduling');
  const [reason, setReason] = useState('');
  const cancel = useCommand(cancelVisit, { quiet: true });
  const said = ['patient', 'clinic', 'weather', 'better'].map((code) => t(`cancel.reason.${code}`));
  const save = async () => {
    const outcome = await cancel.run({ appointment: visit.appointment, as: 'cancelled', reason });
    if (outcome.ok) close();
  };
  return (
    <Dialog
      open
      onClose={close}
      size="small"
      title={t('cancel.title', { name: visit.name })}
      actions={
        <>
          <Button onClick={close}>{t('close')}</Button>
          <Button
            tone="primary"
            keys="ctrl+enter"
            disabled={reason.trim().length < 2}
            why={t('missing.reason')}
            busy={cancel.state === 'saving'}
            onClick={() => void save()}
          >
            {t('cancel.do')}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <Field label={t('cancel.reason')} group error={cancel.errorAt('appointment')}>
          <Choice
            layout="list"
            value={said.includes(reason) ? reason : undefined}
            onChange={setReason}
            options={said.map((words, at) => ({ value: words, label: words, key: String(at + 1) }))}
          />
        </Field>
        <Field label={t('cancel.other')}>
          <TextBox value={reason} onChange={setReason} maxLength={200} onEnter={() => void save()} />
        </Field>
      </Stack>
    </Dialog>
  );
}
