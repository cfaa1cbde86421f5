import { useState } from 'react';
import { Button } from '#ui/button.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Field } from '#ui/field.tsx';
import { Stack } from '#ui/layout.tsx';
import { Picker } from '#ui/picker.tsx';
import { TextBox } from '#ui/text-box.tsx';
import { useCommand } from '#ui/use-command.ts';
import { askView } from '#ui/use-view.ts';
import { addMedication } from '../commands/add-medication.contract.ts';
import { type FoundDrug, searchMedications } from '../views/search-medications.contract.ts';
import { useRooming } from './rooming-context.ts';

/** Something the patient takes: over the counter, herbal, from elsewhere; in words when no list has it. */
export function AddMedication({ onClose }: { onClose: () => void }) {
  const { t, encounter } = useRooming();
  const [drug, setDrug] = useState<{ name: string; rxcui?: string }>();
  const [how, setHow] = useState('');
  const command = useCommand(addMedication);
  const save = async () => {
    if (!drug) return;
    const outcome = await command.run({ encounter, ...drug, ...(how.trim() ? { how: how.trim() } : {}) });
    if (outcome.ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('medications.add-title')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            tone="primary"
            keys="ctrl+enter"
            disabled={!drug}
            why={t('medications.which')}
            busy={command.state === 'saving'}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack gap={4}>
        <Field label={t('medications.name')} hint={t('medications.prompts')}>
          <Picker<FoundDrug>
            autoFocus
            least={2}
            chosen={drug?.name ?? ''}
            placeholder={t('medications.search')}
            search={async (words) =>
              (await askView(searchMedications, { words, want: 'product' })).map((one) => ({
                key: one.rxcui,
                label: one.name,
                value: one,
              }))
            }
            onPick={(picked) => setDrug({ name: picked.value.name, rxcui: picked.value.rxcui })}
            onFree={(text) => setDrug({ name: text.trim() })}
          />
        </Field>
        <Field label={t('medications.how')}>
          <TextBox value={how} onChange={setHow} maxLength={200} onEnter={() => void save()} />
        </Field>
      </Stack>
    </Dialog>
  );
}
