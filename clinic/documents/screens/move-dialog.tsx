import { useState } from 'react';
import { findPatient } from '#clinic/registration/views/find-patient.contract.ts';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { Stack } from '#ui/layout.tsx';
import { Picker } from '#ui/picker.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { useFormat } from '#ui/use-format.ts';
import { askView } from '#ui/use-view.ts';
import { useWords } from '#ui/use-words.ts';
import { moveDocument } from '../commands/move-document.contract.ts';

/** [F2] To whom it belongs, and why it was elsewhere. */
export function MoveDialog({ document, onClose }: { document: string; onClose: () => void }) {
  const t = useWords('documents');
  const { date } = useFormat();
  const [to, setTo] = useState('');
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const move = useCommand(moveDocument, { quiet: true });
  const search = async (query: string) => {
    const { matches } = await askView(findPatient, { query, limit: 10 });
    return matches.map((one) => ({
      key: one.id,
      label: one.name,
      hint: `${date(one.birthDate)} · ${one.mrn}`,
      value: one.id,
    }));
  };
  const submit = async () => {
    if ((await move.run({ document, to, reason })).ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('move')}
      actions={
        <Button
          tone="primary"
          keys="ctrl+enter"
          onClick={() => void submit()}
          disabled={to === ''}
          busy={move.state === 'saving'}
        >
          {t('move.save')}
        </Button>
      }
    >
      <Stack gap={3}>
        <Field label={t('move.to')} error={move.errorAt('to')}>
          <Picker
            search={search}
            chosen={name}
            least={2}
            autoFocus
            onPick={({ label, value }) => {
              setTo(value);
              setName(label);
            }}
          />
        </Field>
        <Field label={t('move.reason')} error={move.errorAt('reason')}>
          <TextBox value={reason} onChange={setReason} maxLength={200} onEnter={() => void submit()} />
        </Field>
      </Stack>
    </Dialog>
  );
}
